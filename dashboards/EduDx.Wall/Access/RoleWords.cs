namespace EduDx.Wall.Access;

/// <summary>Roles and classes of data in words, Vietnamese and English.</summary>
public static class RoleWords
{
    /// <summary>A role.</summary>
    public static (string Vi, string En) Role(string role) => role switch
    {
        "Operator" => ("Trực điều hành", "Operator"),
        "Leader" => ("Lãnh đạo", "Leader"),
        "SchoolStaff" => ("Cán bộ trường", "School staff"),
        "Kitchen" => ("Bếp ăn", "Kitchen"),
        "Technician" => ("Kỹ thuật", "Technician"),
        "Auditor" => ("Kiểm toán", "Auditor"),
        "Administrator" => ("Quản trị", "Administrator"),
        _ => (role, role),
    };

    /// <summary>What a role is for, in a sentence.</summary>
    public static (string Vi, string En) Purpose(string role) => role switch
    {
        "Operator" => ("Theo dõi tất cả, xử lý cảnh báo, đóng cửa trường, ghép màn hình.", "Watches everything, takes alarms, closes schools, pairs screens."),
        "Leader" => ("Xem và xuất số liệu; không thay đổi gì.", "Sees and exports figures; changes nothing."),
        "SchoolStaff" => ("Sửa điểm danh, đặt phòng, xử lý cảnh báo của trường.", "Corrects attendance, books rooms, takes the school's alarms."),
        "Kitchen" => ("Chỉ bữa ăn, giấc ngủ và an toàn thực phẩm.", "Meals, naps and food safety alone."),
        "Technician" => ("Trông coi thiết bị và phòng, cấp khóa cho thiết bị.", "Keeps devices and rooms running, hands out their credentials."),
        "Auditor" => ("Đọc mọi thứ cho biết ai đã làm gì; không thay đổi gì.", "Reads who did what; changes nothing."),
        "Administrator" => ("Giao quyền, ghép màn hình, đổi quy tắc và danh sách.", "Grants roles, pairs screens, changes rules and the roster."),
        _ => ("", ""),
    };

    /// <summary>A class of data.</summary>
    public static (string Vi, string En) Class(string name) => name switch
    {
        "Structure" => ("Cơ cấu, lịch học", "Structure, timetable"),
        "Attendance" => ("Điểm danh học sinh", "Attendance"),
        "Staff" => ("Cán bộ, giáo viên", "Staff"),
        "Care" => ("Nuôi dưỡng mầm non", "Kindergarten care"),
        "Devices" => ("Thiết bị", "Devices"),
        "Rooms" => ("Phòng họp", "Meeting rooms"),
        "Alarms" => ("Cảnh báo", "Alarms"),
        "Events" => ("Sự kiện gốc", "Events as sent"),
        "System" => ("Tình trạng hệ thống", "System health"),
        "PersonRows" => ("Từng người, bằng mã", "Single persons, by pseudonym"),
        "Persons" => ("Danh tính thật", "Who a pseudonym is"),
        "Audit" => ("Nhật ký kiểm toán", "Audit"),
        "Screens" => ("Màn hình đã ghép", "Paired screens"),
        "Credentials" => ("Khóa của thiết bị", "Device credentials"),
        "People" => ("Tài khoản và quyền", "Accounts and roles"),
        _ => (name, name),
    };
}
