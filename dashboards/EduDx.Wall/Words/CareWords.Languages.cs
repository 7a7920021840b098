namespace EduDx.Wall.Words;

/// <content>The words themselves.</content>
public sealed partial record CareWords
{
    public static CareWords Vietnamese { get; } = new()
    {
        Present = "Trẻ có mặt", Children = "trẻ", Kindergartens = "trường mầm non", PresentPart = "có mặt", UnknownPart = "chưa rõ", AwayPart = "không có mặt", Of = "trên",
        Cooked = "Suất trưa đã nấu", KitchensSaid = "bếp đã báo", LunchAt = "ăn trưa lúc", Short = "Thiếu suất", AgainstPresent = "so với trẻ đang có mặt", Over = "thừa",
        Steps = "Kiểm thực ba bước", StepsDue = "bước đến hạn", Missed = "lỡ", Failed = "không đạt", Allergy = "Dị ứng", AllergyLine = "lớp có món trẻ dị ứng",
        Classes = "lớp có trẻ", Samples = "Mẫu lưu", Missing = "thiếu", Early = "hủy sớm", AtRisk = "tủ sai nhiệt độ", Served = "Suất đã chia", OfPresent = "% trẻ có mặt",
        Eaten = "Đã ăn", OfServed = "% suất đã chia", LateMeals = "Ăn trễ", LateLine = "bếp, quá lâu sau khi nấu", Asleep = "Đang ngủ", Slept = "Đã ngủ",
        MeanMinutes = "phút mỗi trẻ", NapChecks = "Lượt canh ngủ", NapChecksDue = "lượt đến hạn", Doubts = "Sổ ngủ đáng ngờ", NotBelieved = "lớp, không tính vào số phút",
        UnderStaffed = "Lớp thiếu cô", TooFew = "thiếu cô", AdultsPart = "cô", OverCap = "quá đông", Energy = "Năng lượng mỗi trẻ", InNorm = "trong chuẩn", OutOfNorm = "Lớp ngoài chuẩn", Below = "dưới", Above = "trên",
        Waste = "Đồ ăn bỏ đi", AChild = "g mỗi trẻ có mặt", SleepTitle = "Ngủ trưa", ShortSleep = "trẻ ngủ thiếu", Minutes = "phút", Map = "Việc cần người theo nơi",
        KitchensTitle = "Bếp cần người", KitchensFine = "Không bếp nào cần người.", ClassesTitle = "Lớp cần người", ClassesFine = "Không lớp nào cần người.",
        NothingKnown = "Chưa rõ trẻ có mặt: chưa nơi nào báo.", AllClosed = "trường mầm non nghỉ hôm nay", Portions = "suất / trẻ", Kitchen = "Bếp", CookedAt = "nấu xong",
        EatenAt = "ăn xong", NotSaid = "chưa báo", Dish = "Món", KeptUntil = "Giữ đến", Fridge = "Tủ °C", State = "Trạng thái", Left = "còn",
        NoSamples = "Chưa có mẫu nào được lưu.", NotKept = "chưa lưu mẫu", Deadline = "hạn", ClassTable = "Các lớp", Class = "Lớp", Age = "Nhóm tuổi", Mixed = "lớp ghép",
        Adults = "Cô", EatenOfServed = "Ăn / chia", SleptMinutes = "Phút ngủ", Checks = "Canh lỡ", NeedsPerson = "Cần người", Fine = "ổn", NextCheck = "canh tiếp",
        Norm = "chuẩn", Shares = "Đạm, béo, bột đường", Score = "điểm ngờ", Empty = "Nơi này chưa có trường mầm non",
        EmptyTodo = "Chọn phường, xã khác, hoặc nhập trường mầm non vào danh mục (POST /api/v1/registry/import); số liệu sẽ tự hiện ở đây.",
    };

    public static CareWords English { get; } = new()
    {
        Present = "Children present", Children = "children", Kindergartens = "kindergartens", PresentPart = "present", UnknownPart = "unknown", AwayPart = "not there", Of = "of",
        Cooked = "Lunches cooked", KitchensSaid = "kitchens have said", LunchAt = "lunch at", Short = "Lunches short", AgainstPresent = "against children there now", Over = "over",
        Steps = "Three-step check", StepsDue = "steps due", Missed = "missed", Failed = "not good", Allergy = "Allergies", AllergyLine = "classes with such a dish",
        Classes = "classes with children", Samples = "Kept samples", Missing = "missing", Early = "early", AtRisk = "fridge not right", Served = "Lunches served", OfPresent = "% of the present",
        Eaten = "Eaten", OfServed = "% of the served", LateMeals = "Late meals", LateLine = "kitchens, too long after cooking", Asleep = "Asleep now", Slept = "Have slept",
        MeanMinutes = "min a child", NapChecks = "Nap checks", NapChecksDue = "checks due", Doubts = "Doubtful nap logs", NotBelieved = "classes, minutes not counted",
        UnderStaffed = "Too few adults", TooFew = "too few adults", AdultsPart = "adults", OverCap = "overcrowded", Energy = "Energy a child", InNorm = "within the norm", OutOfNorm = "Outside the norm", Below = "below", Above = "above",
        Waste = "Food thrown away", AChild = "g a child present", SleepTitle = "Nap", ShortSleep = "children slept too little", Minutes = "min", Map = "What needs a person, by place",
        KitchensTitle = "Kitchens that need a person", KitchensFine = "No kitchen needs a person.", ClassesTitle = "Classes that need a person", ClassesFine = "No class needs a person.",
        NothingKnown = "Nobody has said yet who is there.", AllClosed = "kindergartens are closed today", Portions = "lunches / children", Kitchen = "Kitchen", CookedAt = "cooked",
        EatenAt = "eaten", NotSaid = "not said", Dish = "Dish", KeptUntil = "Keep until", Fridge = "Fridge °C", State = "State", Left = "left",
        NoSamples = "No sample has been kept yet.", NotKept = "no sample kept", Deadline = "by", ClassTable = "Classes", Class = "Class", Age = "Age group", Mixed = "mixed ages",
        Adults = "Adults", EatenOfServed = "Eaten / served", SleptMinutes = "Min slept", Checks = "Missed checks", NeedsPerson = "Needs a person", Fine = "fine", NextCheck = "next check",
        Norm = "norm", Shares = "Protein, fat, carbohydrate", Score = "doubt", Empty = "There are no kindergartens here",
        EmptyTodo = "Choose another commune, or import kindergartens into the registry (POST /api/v1/registry/import); the figures then appear here by themselves.",
    };
}
