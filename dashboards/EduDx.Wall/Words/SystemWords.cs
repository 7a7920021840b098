namespace EduDx.Wall.Words;

/// <summary>What the wall of the system says.</summary>
public sealed record SystemWords
{
    public required string Rate { get; init; }
    public required string LiveLag { get; init; }
    public required string HistoryLag { get; init; }
    public required string AlarmLag { get; init; }
    public required string Waiting { get; init; }
    public required string Rejected { get; init; }
    public required string Kept { get; init; }
    public required string DiskFree { get; init; }
    public required string Of { get; init; }
    public required string Viewers { get; init; }
    public required string Sessions { get; init; }
    public required string Received { get; init; }
    public required string Stored { get; init; }
    public required string RejectedPart { get; init; }
    public required string InFlight { get; init; }
    public required string RateChart { get; init; }
    public required string Seconds { get; init; }
    public required string NoRate { get; init; }
    public required string ByReason { get; init; }
    public required string NoneRejected { get; init; }
    public required string Flagged { get; init; }
    public required string NoneFlagged { get; init; }
    public required string Losses { get; init; }
    public required string NoLosses { get; init; }
    public required string Process { get; init; }
    public required string History { get; init; }
    public required string NoTrouble { get; init; }
    public required string Memory { get; init; }
    public required string Certificate { get; init; }
    public required string Since { get; init; }
    public required string Late { get; init; }
    public required string Reason { get; init; }
    public required string Count { get; init; }

    public static SystemWords Vietnamese { get; } = new()
    {
        Rate = "Sự kiện/s", LiveLag = "Chờ xử lý", HistoryLag = "Chờ lưu sử", AlarmLag = "Chờ xét báo", Waiting = "sự kiện", Rejected = "Bị từ chối",
        Kept = "đã giữ lại", DiskFree = "Đĩa trống", Of = "trên", Viewers = "Đang xem", Sessions = "phiên MQTT", Received = "đã nhận", Stored = "đã ghi",
        RejectedPart = "bị từ chối", InFlight = "đang ghi", RateChart = "Sự kiện mỗi 2 giây, 2 phút qua", Seconds = "Phút:giây so với bây giờ", NoRate = "Chưa có sự kiện nào được đếm.",
        ByReason = "Từ chối theo lý do", NoneRejected = "Không có sự kiện nào bị từ chối.", Flagged = "Lượt quét đáng ngờ", NoneFlagged = "Không có lượt quét đáng ngờ.", Losses = "Mất mát", NoLosses = "Không mất gì.", Process = "Tiến trình",
        History = "Kho lịch sử", NoTrouble = "bình thường", Memory = "Bộ nhớ", Certificate = "Chứng chỉ TLS đến", Since = "Lắng nghe từ", Late = "Đến quá trễ để xét báo", Reason = "Lý do", Count = "Số",
    };

    public static SystemWords English { get; } = new()
    {
        Rate = "Events/s", LiveLag = "Live lag", HistoryLag = "History lag", AlarmLag = "Alarm lag", Waiting = "events", Rejected = "Rejected",
        Kept = "kept", DiskFree = "Disk free", Of = "of", Viewers = "Viewers", Sessions = "MQTT sessions", Received = "received", Stored = "stored",
        RejectedPart = "rejected", InFlight = "in flight", RateChart = "Events in 2 seconds, last 2 minutes", Seconds = "Minutes:seconds from now", NoRate = "No events have been counted yet.",
        ByReason = "Rejected by reason", NoneRejected = "No event was rejected.", Flagged = "Suspicious scans", NoneFlagged = "No scan was suspicious.", Losses = "Losses", NoLosses = "Nothing was lost.", Process = "Process",
        History = "History store", NoTrouble = "no trouble", Memory = "Memory", Certificate = "TLS certificate until", Since = "Listening since", Late = "Too late for the alarm rules", Reason = "Reason", Count = "Number",
    };

    /// <summary>The words in the language of the wall.</summary>
    public static SystemWords For(WallWords words) => words.Lang == "en" ? English : Vietnamese;

    /// <summary>Bytes as gibibytes with one place.</summary>
    public static string Gib(WallWords words, long bytes) => words.Decimal(bytes / (1024.0 * 1024 * 1024));
}
