namespace EduDx.FirmwareSim.City;

/// <summary>Names that Vietnamese schools commonly bear; a commune uses each at most once a level.</summary>
public static class SchoolNames
{
    /// <summary>Names of kindergartens.</summary>
    public static IReadOnlyList<string> Kindergartens { get; } =
    [
        "Hoa Mai", "Hoa Sen", "Hướng Dương", "Sơn Ca", "Vành Khuyên", "Họa Mi", "Bình Minh", "Ánh Dương", "Hoa Hồng", "Tuổi Thơ",
        "Hoa Phượng", "Măng Non", "Hoa Anh Đào", "Hoàng Yến", "Bông Sen", "Hoa Ban", "Sao Mai", "Hoa Cúc", "Thiên Nga", "Hoa Lan",
        "Tuổi Ngọc", "Ngôi Sao", "Hoa Thủy Tiên", "Cầu Vồng", "Hoa Ngọc Lan", "Hoa Đỗ Quyên", "Bồ Câu", "Rạng Đông", "Hoa Súng", "Hoa Sim",
    ];

    /// <summary>Names of all other schools.</summary>
    public static IReadOnlyList<string> Others { get; } =
    [
        "Nguyễn Tri Phương", "Trần Quốc Toản", "Lê Lợi", "Nguyễn Huệ", "Hai Bà Trưng", "Quang Trung", "Trần Hưng Đạo", "Lý Thường Kiệt",
        "Phan Chu Trinh", "Phan Bội Châu", "Nguyễn Trãi", "Nguyễn Du", "Lê Quý Đôn", "Chu Văn An", "Nguyễn Trường Tộ", "Đặng Trần Côn",
        "Phan Đình Phùng", "Hoàng Diệu", "Tôn Thất Tùng", "Đào Duy Anh", "Nguyễn Chí Diểu", "Hàm Nghi", "Duy Tân", "Thống Nhất",
        "Trần Cao Vân", "Nguyễn Đình Chiểu", "Đặng Huy Trứ", "Hóa Châu", "Tam Giang", "Bùi Thị Xuân", "Ngô Quyền", "Đinh Tiên Hoàng",
        "Võ Thị Sáu", "Kim Đồng", "Lê Văn Tám", "Nguyễn Viết Xuân", "Phạm Ngũ Lão", "Cao Bá Quát", "Đoàn Thị Điểm", "Hồ Xuân Hương",
        "Nguyễn Bỉnh Khiêm", "Lương Thế Vinh", "Mạc Đĩnh Chi", "Tố Hữu", "Hà Trung", "An Lương Đông", "Thừa Lưu", "Vinh Xuân",
    ];
}
