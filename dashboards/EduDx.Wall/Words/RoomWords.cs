namespace EduDx.Wall.Words;

/// <summary>What the wall of meeting rooms says.</summary>
public sealed record RoomWords
{
    public required string Rooms { get; init; }
    public required string NotReady { get; init; }
    public required string BeforeMeeting { get; init; }
    public required string InUse { get; init; }
    public required string Free { get; init; }
    public required string Unknown { get; init; }
    public required string NotHeard { get; init; }
    public required string NoShow { get; init; }
    public required string GivenBack { get; init; }
    public required string People { get; init; }
    public required string Meetings { get; init; }
    public required string CheckedIn { get; init; }
    public required string Of { get; init; }
    public required string Schedule { get; init; }
    public required string ScheduleNone { get; init; }
    public required string Time { get; init; }
    public required string Room { get; init; }
    public required string State { get; init; }
    public required string Ready { get; init; }
    public required string Missing { get; init; }
    public required string NeedsAPerson { get; init; }
    public required string AllReady { get; init; }
    public required string ReadyUnknown { get; init; }
    public required string Upcoming { get; init; }
    public required string Running { get; init; }
    public required string Held { get; init; }
    public required string Cancelled { get; init; }
    public required string Use { get; init; }
    public required string Used { get; init; }
    public required string Booked { get; init; }
    public required string Hour { get; init; }
    public required string Empty { get; init; }
    public required string EmptyTodo { get; init; }

    public static RoomWords Vietnamese { get; } = new()
    {
        Rooms = "phòng", NotReady = "Chưa sẵn sàng", BeforeMeeting = "có họp sắp tới", InUse = "Đang dùng", Free = "Trống", Unknown = "Chưa rõ",
        NotHeard = "bộ điều khiển im lặng", NoShow = "Không ai đến", GivenBack = "đã trả phòng", People = "Người trong phòng", Meetings = "cuộc họp hôm nay",
        CheckedIn = "đã điểm danh", Of = "trên", Schedule = "Cuộc họp sắp tới", ScheduleNone = "Không còn cuộc họp nào hôm nay.", Time = "Giờ", Room = "Phòng",
        State = "Cuộc họp", Ready = "Sẵn sàng", Missing = "Thiếu:", NeedsAPerson = "Phòng cần người", AllReady = "Mọi phòng có họp sắp tới đều sẵn sàng.",
        ReadyUnknown = "chưa rõ", Upcoming = "sắp tới", Running = "đang họp", Held = "đã họp", Cancelled = "đã hủy", Use = "Phút dùng phòng theo giờ",
        Used = "đã dùng", Booked = "đã đặt", Hour = "Giờ", Empty = "Nơi này chưa có phòng họp",
        EmptyTodo = "Nhập rooms.csv vào danh mục (POST /api/v1/registry/import); số liệu sẽ tự hiện ở đây.",
    };

    public static RoomWords English { get; } = new()
    {
        Rooms = "rooms", NotReady = "Not ready", BeforeMeeting = "with a meeting coming", InUse = "In use", Free = "Free", Unknown = "Unknown",
        NotHeard = "controller silent", NoShow = "Nobody came", GivenBack = "rooms given back", People = "People in rooms", Meetings = "meetings today",
        CheckedIn = "checked in", Of = "of", Schedule = "Next meetings", ScheduleNone = "No more meetings today.", Time = "Time", Room = "Room",
        State = "Meeting", Ready = "Ready", Missing = "Missing:", NeedsAPerson = "Rooms that need a person", AllReady = "Every room with a meeting coming is ready.",
        ReadyUnknown = "unknown", Upcoming = "upcoming", Running = "running", Held = "held", Cancelled = "cancelled", Use = "Minutes in use by hour",
        Used = "used", Booked = "booked", Hour = "Hour", Empty = "There are no meeting rooms here yet",
        EmptyTodo = "Import rooms.csv into the registry (POST /api/v1/registry/import); the figures then appear here by themselves.",
    };

    /// <summary>The words in the language of the wall.</summary>
    public static RoomWords For(WallWords words) => words.Lang == "en" ? English : Vietnamese;

    /// <summary>State of a meeting as the frame names it.</summary>
    public string Meeting(string state) => state switch
    {
        "running" => Running,
        "held" => Held,
        "noShow" => NoShow,
        "cancelled" => Cancelled,
        _ => Upcoming,
    };
}
