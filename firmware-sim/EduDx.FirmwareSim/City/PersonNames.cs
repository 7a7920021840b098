namespace EduDx.FirmwareSim.City;

/// <summary>Builds Vietnamese names from common parts; family names by their rough frequency.</summary>
public static class PersonNames
{
    private static readonly string[] Families =
    [
        "Nguyễn", "Nguyễn", "Nguyễn", "Nguyễn", "Nguyễn", "Nguyễn", "Trần", "Trần", "Lê", "Lê", "Phạm", "Hoàng", "Huỳnh", "Phan", "Võ", "Đặng",
        "Bùi", "Đỗ", "Hồ", "Ngô", "Dương", "Lý", "Tôn Thất", "Tôn Nữ", "Trương", "Đoàn", "Hà", "Châu", "Mai", "Cao",
    ];

    private static readonly string[] GirlMiddles = ["Thị", "Thị", "Thị", "Ngọc", "Thu", "Thùy", "Khánh", "Bảo", "Minh", "Phương", "Quỳnh", "Diệu"];
    private static readonly string[] BoyMiddles = ["Văn", "Văn", "Đức", "Minh", "Quốc", "Gia", "Hữu", "Anh", "Thanh", "Xuân", "Đình", "Công"];

    private static readonly string[] GirlGivens =
    [
        "An", "Anh", "Châu", "Chi", "Diệp", "Dung", "Giang", "Hà", "Hân", "Hiền", "Hoa", "Hương", "Khánh", "Lan", "Linh", "Ly", "Mai", "My",
        "Nga", "Ngân", "Ngọc", "Nhi", "Như", "Nhung", "Oanh", "Phương", "Quyên", "Quỳnh", "Tâm", "Thảo", "Thư", "Thúy", "Trâm", "Trang",
        "Trinh", "Tú", "Uyên", "Vân", "Vy", "Yến",
    ];

    private static readonly string[] BoyGivens =
    [
        "An", "Anh", "Bảo", "Bình", "Cường", "Duy", "Dũng", "Đạt", "Hải", "Hiếu", "Hoàng", "Huy", "Hùng", "Hưng", "Khang", "Khánh", "Khoa",
        "Khôi", "Kiên", "Lâm", "Long", "Minh", "Nam", "Nghĩa", "Nguyên", "Nhân", "Nhật", "Phát", "Phong", "Phúc", "Quân", "Quang", "Sơn",
        "Tài", "Thành", "Thiện", "Tiến", "Trí", "Tuấn", "Vinh",
    ];

    /// <summary>The next name.</summary>
    public static string Next(ref SeededRandom random)
    {
        var girl = random.Chance(0.49);
        var family = Pick(Families, ref random);
        var middle = Pick(girl ? GirlMiddles : BoyMiddles, ref random);
        var given = Pick(girl ? GirlGivens : BoyGivens, ref random);
        // Tôn Thất is borne by men, Tôn Nữ by women.
        if (girl && family == "Tôn Thất") family = "Tôn Nữ";
        else if (!girl && family == "Tôn Nữ") family = "Tôn Thất";
        return $"{family} {middle} {given}";
    }

    private static string Pick(string[] parts, ref SeededRandom random) => parts[random.Next(parts.Length)];
}
