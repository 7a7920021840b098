using EduDx.Contracts.Frames;

namespace EduDx.Wall.Words;

/// <summary>Vietnamese: 279.582, 94,8, Thứ Hai, 23 tháng 11, 2026.</summary>
public sealed class VietnameseWords : WallWords
{
    private static readonly string[] s_weekdays = ["Chủ nhật", "thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy"];

    public override string Lang => "vi";
    public override string OtherLang => "en";
    public override string OtherLangName => "English";
    protected override char Thousands => '.';
    protected override char Point => ',';

    public override string Wall(string view) => view switch
    {
        "attendance" => "Chuyên cần",
        "care" => "Mầm non",
        "staff" => "Nhân sự",
        "status" => "Thành phố",
        "school" => "Trường",
        "devices" => "Thiết bị",
        "rooms" => "Phòng họp số",
        "alarms" => "Cảnh báo",
        "system" => "Vận hành",
        _ => "Toàn cảnh",
    };
    public override string Question(string view) => view switch
    {
        "attendance" => "Ai chưa ở nơi phải ở, và ta có biết không?",
        "care" => "Trẻ nhỏ có được ăn, được an toàn và được ngủ không?",
        "staff" => "Lớp nào chưa có giáo viên?",
        "status" => "Trường nào mở, nghỉ, ngập, học trực tuyến, đã mở lại?",
        "school" => "Mọi việc của một trường",
        "devices" => "Thiết bị nào hỏng hoặc im lặng, từ bao giờ, ai đang lo?",
        "rooms" => "Phòng nào chưa sẵn sàng cho việc sắp tới?",
        "alarms" => "Việc gì cần người ngay, và đã có ai nhận chưa?",
        "system" => "Tin được các màn hình này không?",
        _ => "Buổi học của thành phố có bình thường không, và nơi nào không?",
    };
    public override string OpenWall => "Mở màn hình";
    public override string Breadcrumb => "Đường dẫn nơi đang xem";
    public override string OtherWalls => "Các màn hình";
    public override string SystemHealth => "Tình trạng hệ thống";
    public override string SchoolPage => "Trang của trường";
    public override string SkipToMain => "Tới phần chính";

    public override string LiveMark => "trực tiếp";
    public override string LateMark => "trễ";
    public override string StaleMark => "số liệu cũ";
    public override string WaitingMark => "đang chờ";
    public override string Replay(string day) => $"xem lại {day}";
    public override string LostBanner(string at, string age) => $"Mất kết nối với máy chủ. Số liệu cuối lúc {at}, cách đây {age}. Đang tự nối lại…";
    public override string LostBannerNever => "Chưa nối được với máy chủ. Đang tự nối lại…";
    public override string LateBy(TimeSpan age) => $"trễ {Age(age)}";
    public override string StaleBecause(string at) => $"số liệu cũ, mất kết nối từ {at}";
    public override string Waiting => "Chưa có số liệu";
    public override string WaitingWhatToDo => "Đang chờ máy chủ gửi số liệu đầu tiên. Quá 15 giây: kiểm tra mạng và máy chủ.";
    public override string Refused => "Máy chủ không mở được màn hình này";
    public override string RefusedWhatToDo => "Kiểm tra nơi, ngày và ca trong địa chỉ, hoặc về toàn thành phố.";
    public override string EmptyRegistry => "Chưa có danh sách trường";
    public override string EmptyRegistryWhatToDo => "Nhập CSV trường, lớp, học sinh, máy quét và lịch học vào danh mục (POST /api/v1/registry/import); số liệu sẽ tự hiện ở đây.";
    public override string EmptyNode => "Nơi này chưa có học sinh trong ca";
    public override string EmptyNodeWhatToDo => "Kiểm tra danh sách lớp và lịch học trong danh mục, hoặc chọn ca khác.";
    public override string NoSuchWall => "Không có màn hình này";

    public override string HereTitle(string session, bool today) => (session, today) switch
    {
        ("morning", true) => "Có mặt sáng nay",
        ("afternoon", true) => "Có mặt chiều nay",
        ("morning", _) => "Có mặt ca sáng",
        ("afternoon", _) => "Có mặt ca chiều",
        _ => "Có mặt",
    };
    public override string Late => "Đi trễ";
    public override string LateShare(string pct) => $"{pct} % số có mặt";
    public override string LateNote => "đã tính trong số có mặt";
    public override string Away => "Vắng";
    public override string OfWhichExcused(string count) => $"trong đó có phép {count}";
    public override string Unknown => "Chưa rõ";
    public override string NotCountedAbsent => "không tính là vắng";
    public override string Expected => "Chưa đến";
    public override string ExpectedNote => "chưa hết giờ chờ";
    public override string AllKnown => "biết đủ mọi học sinh";
    public override string KioskSilent => "máy im lặng";
    public override string NoKiosk => "không máy";
    public override string OfWhichStaff(string count) => $"kể cả {count} cán bộ";
    public override string NoComparison => "chưa có tuần nào để so";
    public override string SameAsBefore(int weeks, string weekday) => $"như {weeks} {weekday} trước";
    public override string ThanBefore(int weeks, string weekday) => $"so với {weeks} {weekday} trước";
    public override string Usually(string pct, int weeks, string weekday) => $"thường lệ {pct} % ({weeks} {weekday} trước)";
    public override string PercentagePoints => "điểm";
    public override string Pupils => "học sinh";
    public override string Staff => "cán bộ, giáo viên";
    public override string StaffTitle => "Cán bộ có mặt";
    public override string Closed => "Nghỉ";
    public override string ClosedReason(string? reason) => reason ?? "lịch không có buổi học";
    public override string OffPart => "nghỉ";
    public override string SumTotal => "học sinh";
    public override string SumLabel => "Cộng lại";
    public override string OfWhichLate(string count) => $"gồm {count} trễ";

    public override string State(string state) => state switch
    {
        "present" => "đúng giờ",
        "late" => "trễ",
        "here" => "có mặt",
        "leftEarly" => "về sớm",
        "excused" => "vắng có phép",
        "absent" => "vắng không phép",
        "away" => "vắng",
        "unknown" => "chưa rõ",
        "expected" => "chưa đến",
        "off" => "nghỉ",
        _ => state,
    };
    public override string StateColumn(string state) => state switch { "excused" => "phép", "absent" => "không phép", _ => State(state) };
    public override string Excused => "có phép";
    public override string Level(string level) => level switch
    {
        "critical" => "nghiêm trọng",
        "warning" => "cần chú ý",
        "unknown" => "chưa rõ",
        "closed" => "nghỉ",
        _ => "bình thường",
    };
    public override string Session(string session) => session == "afternoon" ? "ca chiều" : "ca sáng";
    public override string SessionChoice(string? session) => session switch { "morning" => "sáng", "afternoon" => "chiều", _ => "theo giờ" };
    public override string KindCount(string kind, int count) => kind switch
    {
        "commune" => $"{Count(count)} xã, phường",
        AreaKind => $"{Count(count)} địa bàn",
        "school" => $"{Count(count)} trường",
        "campus" => $"{Count(count)} điểm trường",
        "class" => $"{Count(count)} lớp",
        _ => Count(count),
    };
    public override string MapTitle(string childKind) => "Tỷ lệ có mặt theo " + Children(childKind) + " (%)";
    public override string StatesTitle(string childKind) => "Chuyên cần theo " + Children(childKind);
    public override string Arriving => "đang đến";
    public override string PupilSquares => "Cả lớp, mỗi ô một học sinh";
    public override string PupilSquaresNote => "xếp theo trạng thái, không theo chỗ ngồi";
    public override string WorstFirst => "nơi cần chú ý trước";
    public override string PlaceColumn => "Nơi";
    public override string KnownColumn => "Biết";
    public override string HereColumn => "Có mặt";

    public override string ArrivalsTitle => "Đến trường, học sinh mỗi phút";
    public override string ArrivalsBasis(string basis) => basis == "history" ? "vùng mờ: mong đợi theo các tuần trước" : "vùng mờ: mong đợi theo giờ vào lớp";
    public override string ArrivalsNow => "phút vừa rồi";
    public override string ArrivalsCounted => "đã đến";
    public override string ArrivalsExpected => "mong đợi";
    public override string ArrivalsMinute => "Phút";
    public override string ArrivalsCaption(string peakAt, string peak, string total) => $"Đông nhất lúc {peakAt}: {peak} học sinh trong một phút. Đã đến {total} học sinh.";
    public override string NoArrivals => "Cổng chưa mở: chưa có ai đến.";

    public override string AttentionTitle => "Cần người ngay";
    public override string AttentionCount(int total) => $"{Count(total)} việc, nặng nhất trước";
    public override string AttentionNone => "Không có việc nào đang cần người.";
    public override string Attention(AttentionItem item) => item.Code switch
    {
        "campusSilent" => $"máy quét im lặng, {Count(item.Count)} người chưa rõ",
        "lowAttendance" => item.Pct is { } pct ? $"có mặt {Decimal(pct)} %, {Count(item.Count)} người không có mặt" : $"{Count(item.Count)} người không có mặt",
        "conflicts" => $"{Count(item.Count)} người được ghi khác nhau",
        _ => item.Code,
    };
    public override string Since(TimeSpan age) => Age(age);

    public override string CoverageTitle => "Biết được bao nhiêu";
    public override string KiosksReporting => "máy quét đang báo";
    public override string SchoolsReporting => "trường đang báo";
    public override string KnownShare => "người đã rõ";
    public override string LastEvent => "lượt mới nhất";
    public override string SchoolsReportingShort(string reporting, string all) => $"{reporting}/{all} trường đang báo";

    public override string ConflictsTitle => "Ghi khác nhau";
    public override string ConflictsNone => "Không có ai được ghi khác nhau.";
    public override string ConflictPerson => "Mã";
    public override string ConflictScan => "Máy quét";
    public override string ConflictRoll => "Giáo viên";
    public override string ConflictOffice => "Văn phòng";
    public override string ConflictCounts => "Được tính";
    public override string NotSaid => "không ghi";

    public override string System => "Hệ thống";
    public override string EventsPerSecond => "sự kiện/s";
    public override string LiveLag => "chờ xử lý";
    public override string HistoryLag => "chờ lưu sử";
    public override string Rejected => "bị từ chối";
    public override string Refusing => "Máy chủ đang từ chối sự kiện mới";
    public override string SimulatedClock => "đồng hồ mô phỏng";
    public override string Today => "hôm nay";
    public override string DayBefore => "ngày trước";
    public override string DayAfter => "ngày sau";
    public override string DayChoice => "Ngày";
    public override string SessionsChoice => "Ca";

    public override string FullDate(DateOnly date) => $"{Capital(Weekday(date.DayOfWeek))}, {date.Day} tháng {date.Month}, {date.Year}";
    public override string ShortDate(DateOnly date) => $"{Capital(Weekday(date.DayOfWeek))} {date.Day}/{date.Month}";
    public override string Weekday(DayOfWeek day) => s_weekdays[(int)day];
    public override string AsOf(DateTimeOffset at) => "lúc " + Clock(at);
    public override string Age(TimeSpan age) => age switch
    {
        { TotalSeconds: < 60 } => $"{Math.Max(0, (int)age.TotalSeconds)} giây",
        { TotalMinutes: < 60 } => $"{(int)age.TotalMinutes} phút",
        { TotalHours: < 48 } => age.Minutes > 0 && age.TotalHours < 24 ? $"{(int)age.TotalHours} giờ {age.Minutes} phút" : $"{(int)age.TotalHours} giờ",
        _ => $"{(int)age.TotalDays} ngày",
    };

    private static string Capital(string text) => char.ToUpperInvariant(text[0]) + text[1..];

    private static string Children(string kind) => kind switch
    {
        "commune" => "xã, phường",
        AreaKind => "địa bàn",
        "campus" => "điểm trường",
        "class" => "lớp",
        _ => "trường",
    };
}
