namespace EduDx.Wall.Words;

/// <summary>What the wall of staff says.</summary>
public sealed record StaffWords
{
    public required string WithoutTeacher { get; init; }
    public required string UnknownClasses { get; init; }
    public required string Of { get; init; }
    public required string ClassesDue { get; init; }
    public required string Present { get; init; }
    public required string Staff { get; init; }
    public required string LeftEarly { get; init; }
    public required string BeforeEnd { get; init; }
    public required string Outside { get; init; }
    public required string OutsideLine { get; init; }
    public required string Map { get; init; }
    public required string MapNote { get; init; }
    public required string Missing { get; init; }
    public required string MissingNone { get; init; }
    public required string Nobody { get; init; }
    public required string NobodyKnows { get; init; }
    public required string PupilsThere { get; init; }
    public required string SinceBell { get; init; }
    public required string Places { get; init; }
    public required string Arrivals { get; init; }
    public required string Inside { get; init; }
    public required string OutsidePart { get; init; }
    public required string Uncertain { get; init; }
    public required string NoPlace { get; init; }
    public required string List { get; init; }
    public required string Pseudonyms { get; init; }
    public required string Person { get; init; }
    public required string Class { get; init; }
    public required string State { get; init; }
    public required string ArrivedAt { get; init; }
    public required string Where { get; init; }
    public required string ListNone { get; init; }
    public required string NothingKnown { get; init; }
    public required string NoSession { get; init; }
    public required string Empty { get; init; }
    public required string EmptyTodo { get; init; }

    public static StaffWords Vietnamese { get; } = new()
    {
        WithoutTeacher = "Lớp không có giáo viên", UnknownClasses = "chưa rõ", Of = "trên", ClassesDue = "lớp đang học", Present = "Có mặt", Staff = "cán bộ, giáo viên",
        LeftEarly = "Về sớm", BeforeEnd = "trước hết ca", Outside = "Ngoài khuôn viên", OutsideLine = "không chắc", Map = "Lớp không có giáo viên theo nơi",
        MapNote = "số lớp", Missing = "Lớp chưa có giáo viên", MissingNone = "Lớp nào đang học cũng có giáo viên.", Nobody = "không có giáo viên",
        NobodyKnows = "chưa rõ giáo viên", PupilsThere = "học sinh đang chờ", SinceBell = "từ trống", Places = "Nơi chấm công", Arrivals = "lượt đến",
        Inside = "trong khuôn viên", OutsidePart = "ngoài khuôn viên", Uncertain = "không chắc", NoPlace = "không báo nơi", List = "Cán bộ, giáo viên ở đây",
        Pseudonyms = "chỉ mã, không tên", Person = "Mã", Class = "Lớp", State = "Trạng thái", ArrivedAt = "Đến lúc", Where = "Nơi chấm công",
        ListNone = "Chưa có ai trong danh sách.", NothingKnown = "Chưa rõ giáo viên nào có mặt: chưa nơi nào báo.", NoSession = "Không có ca học nào lúc này.",
        Empty = "Nơi này chưa có cán bộ trong danh mục", EmptyTodo = "Nhập staff.csv vào danh mục (POST /api/v1/registry/import); số liệu sẽ tự hiện ở đây.",
    };

    public static StaffWords English { get; } = new()
    {
        WithoutTeacher = "Classes without teacher", UnknownClasses = "unknown", Of = "of", ClassesDue = "classes in session", Present = "Present", Staff = "staff",
        LeftEarly = "Left early", BeforeEnd = "before the end", Outside = "Outside the school", OutsideLine = "not certain", Map = "Classes without a teacher by place",
        MapNote = "number of classes", Missing = "Classes without a teacher", MissingNone = "Every class in session has a teacher.", Nobody = "no teacher",
        NobodyKnows = "teacher unknown", PupilsThere = "pupils waiting", SinceBell = "since the bell at", Places = "Where they checked in", Arrivals = "arrivals",
        Inside = "inside the school", OutsidePart = "outside the school", Uncertain = "not certain", NoPlace = "place not said", List = "Staff here",
        Pseudonyms = "codes, no names", Person = "Code", Class = "Class", State = "State", ArrivedAt = "Arrived", Where = "Checked in",
        ListNone = "Nobody is on the list yet.", NothingKnown = "No place has said yet which teachers are there.", NoSession = "No session is held now.",
        Empty = "There is no staff in the registry here", EmptyTodo = "Import staff.csv into the registry (POST /api/v1/registry/import); the figures then appear here by themselves.",
    };

    /// <summary>The words in the language of the wall.</summary>
    public static StaffWords For(WallWords words) => words.Lang == "en" ? English : Vietnamese;

    /// <summary>A verdict of a place as the frame names it; empty without an arrival.</summary>
    public string Place(string place) => place switch
    {
        "inside" => Inside,
        "outside" => OutsidePart,
        "uncertain" => Uncertain,
        "none" => NoPlace,
        _ => "",
    };
}
