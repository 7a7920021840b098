using EduDx.Contracts.Frames;

namespace EduDx.Wall.Words;

/// <summary>What the wall of alarms, the takeover and the console say.</summary>
public sealed record AlarmWords
{
    public required string Alarms { get; init; }
    public required string Critical { get; init; }
    public required string Warning { get; init; }
    public required string NotTaken { get; init; }
    public required string Taken { get; init; }
    public required string Shelved { get; init; }
    public required string Raised { get; init; }
    public required string Cleared { get; init; }
    public required string Today { get; init; }
    public required string OfOpen { get; init; }
    public required string UntilEnd { get; init; }
    public required string Map { get; init; }
    public required string Needs { get; init; }
    public required string NeedsNone { get; init; }
    public required string NobodyHasIt { get; init; }
    public required string HasIt { get; init; }
    public required string Since { get; init; }
    public required string Rates { get; init; }
    public required string Time { get; init; }
    public required string PerTen { get; init; }
    public required string FloodLimit { get; init; }
    public required string NoRates { get; init; }
    public required string Performance { get; init; }
    public required string InFlood { get; init; }
    public required string FloodShare { get; init; }
    public required string ToAcknowledge { get; init; }
    public required string Never { get; init; }
    public required string Seconds { get; init; }
    public required string Worst { get; init; }
    public required string Times { get; init; }
    public required string Members { get; init; }
    public required string Schools { get; init; }
    public required string OpenConsole { get; init; }
    public required string Console { get; init; }
    public required string YourName { get; init; }
    public required string NameHelp { get; init; }
    public required string Search { get; init; }
    public required string All { get; init; }
    public required string Acknowledge { get; init; }
    public required string Shelve { get; init; }
    public required string Unshelve { get; init; }
    public required string Assign { get; init; }
    public required string Comment { get; init; }
    public required string Clear { get; init; }
    public required string Reopen { get; init; }
    public required string Text { get; init; }
    public required string History { get; init; }
    public required string Failed { get; init; }
    public required string Select { get; init; }
    public required string Escalated { get; init; }
    public required string Reminders { get; init; }
    public required string Paused { get; init; }
    public required string BadPlaylist { get; init; }
    public required string Next { get; init; }
    public required string Limit { get; init; }

    public static AlarmWords Vietnamese { get; } = new()
    {
        Alarms = "cảnh báo", Critical = "Nghiêm trọng", Warning = "Cảnh báo", NotTaken = "Chưa ai nhận", Taken = "đã nhận", Shelved = "Tạm gác", Raised = "Phát hôm nay",
        Cleared = "đã hết", Today = "hôm nay", OfOpen = "đang mở", UntilEnd = "có hạn, tự trở lại", Map = "Cảnh báo đang mở theo nơi", Needs = "Cần người ngay",
        NeedsNone = "Không có cảnh báo nào đang mở.", NobodyHasIt = "chưa ai nhận", HasIt = "đang lo:", Since = "từ", Rates = "Cảnh báo mỗi 10 phút, 24 giờ qua",
        Time = "Giờ", PerTen = "cảnh báo", FloodLimit = "ngưỡng dồn dập", NoRates = "Chưa có cảnh báo nào trong 24 giờ.", Performance = "Chất lượng cảnh báo, 24 giờ qua",
        InFlood = "Đang dồn dập", FloodShare = "Thời gian dồn dập", ToAcknowledge = "Từ lúc phát đến lúc nhận (trung vị)", Never = "chưa có", Seconds = "giây",
        Worst = "Phát nhiều nhất", Times = "lần", Members = "nguồn", Schools = "trường", OpenConsole = "Mở bàn điều hành", Console = "Bàn điều hành cảnh báo",
        YourName = "Tên người trực", NameHelp = "Ghi tên để nhận và xử lý cảnh báo; tên được giữ trên máy này.", Search = "Tìm", All = "Tất cả", Acknowledge = "Nhận",
        Shelve = "Tạm gác", Unshelve = "Bỏ gác", Assign = "Giao cho", Comment = "Ghi chú", Clear = "Đóng", Reopen = "Mở lại", Text = "Nội dung hoặc người được giao",
        History = "Diễn biến", Failed = "Không làm được:", Select = "Chọn một cảnh báo để xem và xử lý.", Escalated = "đã báo lên trên", Reminders = "lần nhắc",
        Paused = "dừng xoay màn hình vì có cảnh báo", BadPlaylist = "Danh sách màn hình không đọc được", Next = "Tiếp theo", Limit = "giới hạn",
    };

    public static AlarmWords English { get; } = new()
    {
        Alarms = "alarms", Critical = "Critical", Warning = "Warning", NotTaken = "Not taken", Taken = "taken", Shelved = "Shelved", Raised = "Raised today",
        Cleared = "cleared", Today = "today", OfOpen = "open", UntilEnd = "with an end, come back", Map = "Open alarms by place", Needs = "Needs a person now",
        NeedsNone = "No alarm is open.", NobodyHasIt = "nobody has it", HasIt = "has it:", Since = "since", Rates = "Alarms in 10 minutes, last 24 hours",
        Time = "Time", PerTen = "alarms", FloodLimit = "flood limit", NoRates = "No alarm in the last 24 hours.", Performance = "How the alarms do, last 24 hours",
        InFlood = "In flood now", FloodShare = "Time in flood", ToAcknowledge = "Raise to acknowledgement (median)", Never = "none yet", Seconds = "s",
        Worst = "Most often", Times = "times", Members = "sources", Schools = "schools", OpenConsole = "Open the console", Console = "Alarm console",
        YourName = "Operator's name", NameHelp = "Write your name to take and handle alarms; it is kept on this device.", Search = "Search", All = "All", Acknowledge = "Acknowledge",
        Shelve = "Shelve", Unshelve = "Unshelve", Assign = "Assign", Comment = "Comment", Clear = "Clear", Reopen = "Reopen", Text = "Text, or to whom",
        History = "History", Failed = "Not done:", Select = "Choose an alarm to see and handle it.", Escalated = "escalated", Reminders = "reminders",
        Paused = "rotation paused by an alarm", BadPlaylist = "The playlist cannot be read", Next = "Next", Limit = "limit",
    };

    /// <summary>The words in the language of the wall.</summary>
    public static AlarmWords For(WallWords words) => words.Lang == "en" ? English : Vietnamese;

    /// <summary>Name of an alarm's rule.</summary>
    public string Name(AlarmCard alarm) => ReferenceEquals(this, English) ? alarm.NameEn : alarm.NameVi;

    /// <summary>A guessed cause.</summary>
    public string Cause(string? cause) => (cause, ReferenceEquals(this, English)) switch
    {
        ("broker", true) => "broker or line of the whole city", ("broker", _) => "máy chủ hoặc đường truyền toàn thành phố",
        ("commune", true) => "power or line of the commune", ("commune", _) => "điện hoặc đường truyền của phường, xã",
        ("school", true) => "power or line of the school", ("school", _) => "điện hoặc đường truyền của trường",
        (_, true) => "several places: line, power or flood", _ => "nhiều nơi: đường truyền, điện hoặc lũ",
    };

    /// <summary>A state as the frame names it.</summary>
    public string State(AlarmCard alarm) => alarm.State switch { "shelved" => Shelved, "acknowledged" => Taken, "cleared" => Cleared, _ => NotTaken };

    /// <summary>A step of the history as the API names it.</summary>
    public string Step(string what) => (what, ReferenceEquals(this, English)) switch
    {
        (_, true) => what,
        ("raised", _) => "phát", ("acknowledged", _) => "nhận", ("assigned", _) => "giao", ("commented", _) => "ghi chú", ("shelved", _) => "tạm gác", ("unshelved", _) => "bỏ gác",
        ("cleared", _) => "hết", ("reopened", _) => "mở lại", ("reminded", _) => "nhắc", ("escalated", _) => "báo lên trên", ("grew", _) => "thêm nguồn", _ => what,
    };

    /// <summary>What was measured, or who was lost; empty when there is neither.</summary>
    public string Detail(AlarmCard alarm, WallWords words) => alarm switch
    {
        { Members: > 0 } => $"{words.Count(alarm.Members)} {Members}, {words.Count(alarm.Schools)} {Schools} · {Cause(alarm.Cause)}",
        { Metric: { } metric, Value: { } value, Limit: { } limit } => $"{MetricWords.Name(metric, words)} {MetricWords.Value(metric, value, words)}, {Limit} {MetricWords.Value(metric, limit, words)}",
        { Metric: { } metric } => MetricWords.Name(metric, words),
        _ => "",
    };
}
