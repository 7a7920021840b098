namespace EduDx.Wall.Words;

/// <summary>
/// What is measured, in words, and in which unit. The last part of a metric's name is its unit (docs/contract.md); a metric that is not
/// known here is called as its device calls it.
/// </summary>
public static class MetricWords
{
    private static readonly Dictionary<string, (string Vi, string En)> s_names = new(StringComparer.Ordinal)
    {
        ["temp_c"] = ("nhiệt độ", "temperature"), ["humidity_pct"] = ("độ ẩm", "humidity"), ["co2_ppm"] = ("CO₂", "CO₂"), ["noise_db"] = ("tiếng ồn", "noise"),
        ["light_lx"] = ("ánh sáng", "light"), ["pm25_ugm3"] = ("bụi PM2,5", "PM2.5 dust"), ["battery_pct"] = ("pin", "battery"), ["storage_pct"] = ("bộ nhớ đã dùng", "storage used"),
        ["cpu_pct"] = ("bộ xử lý", "processor"), ["lamp_h"] = ("giờ bóng đèn", "lamp hours"), ["on"] = ("trạng thái bật", "on or off"), ["door_open"] = ("cửa", "door"),
        ["skew_s"] = ("đồng hồ lệch", "clock off by"), ["connects"] = ("số lần khởi động", "starts"), ["missing_equipment"] = ("thiết bị thiếu", "equipment missing"),
        ["attendance.presentPct"] = ("có mặt", "present"), ["attendance.absentPct"] = ("vắng", "absent"), ["attendance.latePct"] = ("đi muộn", "late"),
        ["attendance.unknownPct"] = ("chưa rõ", "unknown"), ["devices.offlinePct"] = ("thiết bị mất liên lạc", "devices offline"), ["devices.offline"] = ("thiết bị mất liên lạc", "devices offline"),
        ["care.portionsShort"] = ("suất trưa thiếu", "lunches short"), ["care.stepsMissed"] = ("bước kiểm thực bị lỡ", "food checks missed"), ["care.stepsFailed"] = ("bước kiểm thực không đạt", "food checks not good"),
        ["care.samplesMissing"] = ("món chưa lưu mẫu", "dishes without a sample"), ["care.samplesEarly"] = ("mẫu hủy sớm", "samples thrown away early"), ["care.samplesAtRisk"] = ("mẫu trong tủ sai nhiệt độ", "samples in a fridge that is not right"),
        ["care.lateMeals"] = ("bếp ăn trễ", "late meals"), ["care.allergyClasses"] = ("lớp có món trẻ dị ứng", "classes with an allergen"), ["care.napChecksMissed"] = ("lượt canh ngủ bị lỡ", "nap checks missed"),
        ["care.implausibleNaps"] = ("sổ ngủ đáng ngờ", "doubtful nap logs"), ["care.overCap"] = ("lớp quá đông", "classes overcrowded"), ["care.underStaffed"] = ("lớp thiếu cô", "classes with too few adults"),
        ["staff.classesWithoutTeacher"] = ("lớp không có giáo viên", "classes without a teacher"),
    };

    /// <summary>Name of a metric or figure.</summary>
    public static string Name(string metric, WallWords words) => !s_names.TryGetValue(metric, out var name) ? metric : words.Lang == "en" ? name.En : name.Vi;

    /// <summary>A value with its unit; a tenth says something below 100 only.</summary>
    public static string Value(string metric, double value, WallWords words)
    {
        var number = value == Math.Floor(value) || Math.Abs(value) >= 100 ? words.Count((long)Math.Round(value)) : words.Decimal(value);
        return Unit(metric) is { Length: > 0 } unit ? $"{number} {unit}" : number;
    }

    private static string Unit(string metric) => metric[(metric.LastIndexOf('_') + 1)..] switch
    {
        "c" => "°C", "pct" => "%", "ppm" => "ppm", "db" => "dB", "lx" => "lx", "ugm3" => "µg/m³", "h" => "h", "s" => "s",
        var other => other.EndsWith("Pct", StringComparison.Ordinal) ? "%" : "",
    };
}
