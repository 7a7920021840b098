namespace EduDx.Wall.Words;

/// <content>The words themselves.</content>
public sealed partial record StatusWords
{
    public static StatusWords Vietnamese { get; } = new()
    {
        Schools = "trường", Open = "Mở cửa", Closed = "Đóng cửa", Flooded = "Ngập", Online = "Trực tuyến", Shelter = "Nơi trú", Off = "Nghỉ theo lịch", Reopening = "Đang mở lại",
        ChecklistLeft = "đang kiểm tra", PupilsAway = "Học sinh ở nhà", DaysOwed = "ngày phải học bù", DaysOwedShort = "ngày bù", Of = "trên", Map = "Tình trạng trường theo nơi",
        MapNote = "số trường không mở trên tổng số", InForce = "đang hiệu lực", Closures = "Lệnh đang hiệu lực", ClosuresNone = "Không có lệnh đóng nào.", List = "Trường không mở bình thường",
        ListNone = "Mọi trường đều mở bình thường.", School = "Trường", Status = "Tình trạng", Since = "từ", By = "người ký", Checklist = "kiểm tra", Reopened = "đã mở lại",
        Undone = "đã hủy", NoReason = "theo lịch", Pupils = "học sinh", OpenConsole = "Mở bàn đóng, mở trường", Console = "Đóng và mở trường", Close = "Đóng", Orders = "Các lệnh", OrdersNone = "Chưa có lệnh đóng nào.",
        Find = "Tìm nơi", FindHelp = "gõ một phần của tên, không cần dấu", FindNone = "Không có nơi nào mang tên ấy.", NoTree = "Chưa đọc được danh sách nơi từ máy chủ.",
        Chosen = "Nơi đã chọn", ChosenNone = "Chưa chọn nơi nào.", Remove = "Bỏ", Reason = "Lý do", From = "Từ ngày", To = "Đến hết ngày", OpenEnded = "để trống: đến khi mở lại",
        YourName = "Tên người ra lệnh", Needs = "Cần nơi, lý do và tên người ra lệnh.", Reopen = "Mở lại", Undo = "Hủy lệnh", Failed = "Không làm được:", Done = "đã xong",
        NoList = "Chưa đọc được các lệnh từ máy chủ.", Empty = "Nơi này chưa có trường", EmptyTodo = "Chọn phường, xã khác, hoặc nhập trường vào danh mục (POST /api/v1/registry/import).",
    };

    public static StatusWords English { get; } = new()
    {
        Schools = "schools", Open = "Open", Closed = "Closed", Flooded = "Flooded", Online = "On line", Shelter = "Shelter", Off = "Off by calendar", Reopening = "Reopening",
        ChecklistLeft = "checks to do", PupilsAway = "Pupils at home", DaysOwed = "days to make up", DaysOwedShort = "days owed", Of = "of", Map = "Schools by status and place",
        MapNote = "schools that are not open, of all", InForce = "in force", Closures = "Orders in force", ClosuresNone = "No order to close is in force.", List = "Schools that are not simply open",
        ListNone = "Every school is open as usual.", School = "School", Status = "Status", Since = "since", By = "by", Checklist = "checklist", Reopened = "reopened",
        Undone = "undone", NoReason = "by the calendar", Pupils = "pupils", OpenConsole = "Close or reopen schools", Console = "Closing and reopening schools", Close = "Close", Orders = "Orders", OrdersNone = "No order to close has been given.",
        Find = "Find a place", FindHelp = "type a part of the name; marks are not needed", FindNone = "No place has that name.", NoTree = "The list of places cannot be read from the server.",
        Chosen = "Chosen places", ChosenNone = "No place is chosen yet.", Remove = "Remove", Reason = "Reason", From = "From", To = "To the end of", OpenEnded = "empty: until reopened",
        YourName = "Name of who orders it", Needs = "Needs a place, a reason and the name of who orders it.", Reopen = "Reopen", Undo = "Undo", Failed = "Not done:", Done = "done",
        NoList = "The orders cannot be read from the server.", Empty = "There are no schools here yet", EmptyTodo = "Choose another commune, or import schools into the registry (POST /api/v1/registry/import).",
    };
}
