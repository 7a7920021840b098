namespace EduDx.Wall.Words;

/// <summary>What the page of one school says beside the words of the other walls.</summary>
public sealed record SchoolWords
{
    public required string Day { get; init; }
    public required string OpenDay { get; init; }
    public required string Since { get; init; }
    public required string Checklist { get; init; }
    public required string Present { get; init; }
    public required string Alarms { get; init; }
    public required string Critical { get; init; }
    public required string Devices { get; init; }
    public required string WithoutTeacher { get; init; }
    public required string Reopening { get; init; }
    public required string Kitchens { get; init; }
    public required string Lunch { get; init; }
    public required string Nap { get; init; }
    public required string NoSchool { get; init; }
    public required string NoSchoolTodo { get; init; }
    public required string Find { get; init; }

    public static SchoolWords Vietnamese { get; } = new()
    {
        Day = "Hôm nay", OpenDay = "có học theo lịch", Since = "từ", Checklist = "kiểm tra", Present = "Có mặt", Alarms = "Cảnh báo mở", Critical = "nghiêm trọng",
        Devices = "Mất liên lạc", WithoutTeacher = "lớp không giáo viên", Reopening = "Mở lại", Kitchens = "Bếp", Lunch = "Bữa trưa", Nap = "Đang ngủ", NoSchool = "Chọn một trường",
        NoSchoolTodo = "Trang này cho thấy mọi việc của một trường. Tìm trường ở đây, hoặc bấm vào một phường, xã rồi một trường trên bản đồ của màn hình khác.", Find = "Tìm trường",
    };

    public static SchoolWords English { get; } = new()
    {
        Day = "Today", OpenDay = "in session as planned", Since = "since", Checklist = "checklist", Present = "Present", Alarms = "Open alarms", Critical = "critical",
        Devices = "Devices offline", WithoutTeacher = "without teacher", Reopening = "Reopened", Kitchens = "Kitchens", Lunch = "Lunch", Nap = "Asleep now", NoSchool = "Choose a school",
        NoSchoolTodo = "This page shows everything about one school. Find a school here, or click a commune and then a school on the map of another wall.", Find = "Find a school",
    };

    /// <summary>The words in the language of the wall.</summary>
    public static SchoolWords For(WallWords words) => words.Lang == "en" ? English : Vietnamese;
}
