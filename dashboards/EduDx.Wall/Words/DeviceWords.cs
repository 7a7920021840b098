namespace EduDx.Wall.Words;

/// <summary>What the wall of devices says.</summary>
public sealed record DeviceWords
{
    public required string Devices { get; init; }
    public required string Online { get; init; }
    public required string Offline { get; init; }
    public required string Impaired { get; init; }
    public required string Degraded { get; init; }
    public required string Quarantined { get; init; }
    public required string Unknown { get; init; }
    public required string OffDuty { get; init; }
    public required string NothingExpected { get; init; }
    public required string NotHeardYet { get; init; }
    public required string Of { get; init; }
    public required string HoursOn { get; init; }
    public required string Hours { get; init; }
    public required string InLessons { get; init; }
    public required string OfTimeOn { get; init; }
    public required string Map { get; init; }
    public required string MapNote { get; init; }
    public required string Broken { get; init; }
    public required string All { get; init; }
    public required string BrokenNone { get; init; }
    public required string NobodyHasIt { get; init; }
    public required string HasIt { get; init; }
    public required string ByType { get; init; }
    public required string Type { get; init; }
    public required string Silent { get; init; }
    public required string Empty { get; init; }
    public required string EmptyTodo { get; init; }

    public static DeviceWords Vietnamese { get; } = new()
    {
        Devices = "thiết bị", Online = "Đang chạy", Offline = "Mất liên lạc", Impaired = "Trục trặc", Degraded = "kém", Quarantined = "cách ly",
        Unknown = "Chưa rõ", OffDuty = "Ngoài giờ", NothingExpected = "không cần báo", NotHeardYet = "chưa nghe lại", Of = "trên",
        HoursOn = "Giờ bật hôm nay", Hours = "giờ", InLessons = "trong giờ học", OfTimeOn = "thời gian bật",
        Map = "Thiết bị mất liên lạc theo nơi", MapNote = "số mất liên lạc trên tổng số", Broken = "Hỏng hoặc im lặng", All = "Mọi thiết bị ở đây",
        BrokenNone = "Không có thiết bị nào hỏng hoặc im lặng.", NobodyHasIt = "chưa ai nhận", HasIt = "đang lo:", ByType = "Theo loại thiết bị",
        Type = "Loại", Silent = "im lặng:", Empty = "Nơi này chưa có thiết bị",
        EmptyTodo = "Nhập device-types.csv và devices.csv vào danh mục (POST /api/v1/registry/import); số liệu sẽ tự hiện ở đây.",
    };

    public static DeviceWords English { get; } = new()
    {
        Devices = "devices", Online = "Online", Offline = "Offline", Impaired = "Impaired", Degraded = "degraded", Quarantined = "quarantined",
        Unknown = "Unknown", OffDuty = "Off duty", NothingExpected = "nothing expected", NotHeardYet = "not heard yet", Of = "of",
        HoursOn = "Hours on today", Hours = "h", InLessons = "in lessons", OfTimeOn = "of the time on",
        Map = "Offline devices by place", MapNote = "offline out of all", Broken = "Broken or silent", All = "All devices here",
        BrokenNone = "No device is broken or silent.", NobodyHasIt = "nobody has it", HasIt = "has it:", ByType = "By type of device",
        Type = "Type", Silent = "silent:", Empty = "There are no devices here yet",
        EmptyTodo = "Import device-types.csv and devices.csv into the registry (POST /api/v1/registry/import); the figures then appear here by themselves.",
    };

    /// <summary>The words in the language of the wall.</summary>
    public static DeviceWords For(WallWords words) => words.Lang == "en" ? English : Vietnamese;

    /// <summary>A state as the frame names it.</summary>
    public string State(string state) => state switch
    {
        "online" => Online,
        "degraded" => Degraded,
        "quarantined" => Quarantined,
        "offline" => Offline,
        "offDuty" => OffDuty,
        _ => Unknown,
    };
}
