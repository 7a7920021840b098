namespace EduDx.FirmwareSim.City;

/// <summary>The 40 communes of Huế since 1 July 2025 and the districts they came from.</summary>
public static class Communes
{
    /// <summary>
    /// Phú Xuân comes first, so that the persons and cards of the contract's examples exist in the reference city. Places on the
    /// tile map follow the geography: lagoon and sea at the top right, mountains at the lower left. Weights are rough shares.
    /// </summary>
    public static IReadOnlyList<Commune> All { get; } =
    [
        new("phu-xuan", "Phú Xuân", 3, 3, 16.475, 107.575, 12, true, "quan-phu-xuan"),
        new("thuan-hoa", "Thuận Hóa", 3, 4, 16.460, 107.590, 12, true, "quan-thuan-hoa"),
        new("phong-dinh", "Phong Dinh", 1, 0, 16.670, 107.380, 3, true, "thi-xa-phong-dien"),
        new("phong-phu", "Phong Phú", 2, 0, 16.690, 107.440, 3, true, "thi-xa-phong-dien"),
        new("phong-quang", "Phong Quảng", 3, 0, 16.630, 107.550, 3, true, "thi-xa-phong-dien"),
        new("phong-dien", "Phong Điền", 0, 1, 16.520, 107.300, 4, true, "thi-xa-phong-dien"),
        new("phong-thai", "Phong Thái", 1, 1, 16.550, 107.360, 4, true, "thi-xa-phong-dien"),
        new("dan-dien", "Đan Điền", 2, 1, 16.580, 107.480, 3.5, false, "huyen-quang-dien"),
        new("quang-dien", "Quảng Điền", 3, 1, 16.560, 107.520, 4, false, "huyen-quang-dien"),
        new("thuan-an", "Thuận An", 5, 1, 16.550, 107.630, 5, true, "quan-thuan-hoa"),
        new("huong-tra", "Hương Trà", 1, 2, 16.510, 107.470, 4.5, true, "thi-xa-huong-tra"),
        new("kim-tra", "Kim Trà", 2, 2, 16.470, 107.500, 3.5, true, "thi-xa-huong-tra"),
        new("huong-an", "Hương An", 3, 2, 16.490, 107.530, 4, true, "quan-phu-xuan"),
        new("hoa-chau", "Hóa Châu", 4, 2, 16.520, 107.580, 4.5, true, "quan-phu-xuan"),
        new("duong-no", "Dương Nỗ", 5, 2, 16.500, 107.630, 4, true, "quan-thuan-hoa"),
        new("my-thuong", "Mỹ Thượng", 6, 2, 16.480, 107.650, 4.5, true, "quan-thuan-hoa"),
        new("phu-vinh", "Phú Vinh", 7, 2, 16.460, 107.750, 3.5, false, "huyen-phu-vang"),
        new("a-luoi-1", "A Lưới 1", 0, 3, 16.380, 107.130, 2, false, "huyen-a-luoi"),
        new("binh-dien", "Bình Điền", 1, 3, 16.340, 107.450, 2.5, false, "thi-xa-huong-tra"),
        new("kim-long", "Kim Long", 2, 3, 16.460, 107.550, 6, true, "quan-phu-xuan"),
        new("vy-da", "Vỹ Dạ", 4, 3, 16.475, 107.605, 7, true, "quan-thuan-hoa"),
        new("phu-ho", "Phú Hồ", 6, 3, 16.460, 107.690, 3.5, false, "huyen-phu-vang"),
        new("phu-vang", "Phú Vang", 7, 3, 16.430, 107.730, 4, false, "huyen-phu-vang"),
        new("vinh-loc", "Vinh Lộc", 8, 3, 16.360, 107.840, 3.5, false, "huyen-phu-loc"),
        new("a-luoi-2", "A Lưới 2", 0, 4, 16.270, 107.230, 2.5, false, "huyen-a-luoi"),
        new("thuy-xuan", "Thủy Xuân", 2, 4, 16.430, 107.570, 7, true, "quan-thuan-hoa"),
        new("an-cuu", "An Cựu", 4, 4, 16.450, 107.605, 8, true, "quan-thuan-hoa"),
        new("thanh-thuy", "Thanh Thủy", 5, 4, 16.430, 107.640, 4, true, "thi-xa-huong-thuy"),
        new("huong-thuy", "Hương Thủy", 6, 4, 16.410, 107.670, 4.5, true, "thi-xa-huong-thuy"),
        new("phu-bai", "Phú Bài", 7, 4, 16.390, 107.690, 5, true, "thi-xa-huong-thuy"),
        new("hung-loc", "Hưng Lộc", 8, 4, 16.310, 107.830, 3, false, "huyen-phu-loc"),
        new("a-luoi-3", "A Lưới 3", 0, 5, 16.220, 107.260, 2, false, "huyen-a-luoi"),
        new("a-luoi-4", "A Lưới 4", 1, 5, 16.190, 107.320, 2, false, "huyen-a-luoi"),
        new("long-quang", "Long Quảng", 5, 5, 16.170, 107.630, 2, false, "huyen-phu-loc"),
        new("khe-tre", "Khe Tre", 6, 5, 16.170, 107.720, 2, false, "huyen-phu-loc"),
        new("loc-an", "Lộc An", 7, 5, 16.300, 107.770, 3.5, false, "huyen-phu-loc"),
        new("phu-loc", "Phú Lộc", 8, 5, 16.280, 107.850, 3.5, false, "huyen-phu-loc"),
        new("chan-may-lang-co", "Chân Mây - Lăng Cô", 9, 5, 16.260, 107.880, 4, false, "huyen-phu-loc"),
        new("a-luoi-5", "A Lưới 5", 1, 6, 16.140, 107.400, 2, false, "huyen-a-luoi"),
        new("nam-dong", "Nam Đông", 6, 6, 16.130, 107.700, 2, false, "huyen-phu-loc"),
    ];

    /// <summary>Names of the former districts by id.</summary>
    public static IReadOnlyDictionary<string, string> Districts { get; } = new SortedDictionary<string, string>(StringComparer.Ordinal)
    {
        ["huyen-a-luoi"] = "Huyện A Lưới",
        ["huyen-phu-loc"] = "Huyện Phú Lộc",
        ["huyen-phu-vang"] = "Huyện Phú Vang",
        ["huyen-quang-dien"] = "Huyện Quảng Điền",
        ["quan-phu-xuan"] = "Quận Phú Xuân",
        ["quan-thuan-hoa"] = "Quận Thuận Hóa",
        ["thi-xa-huong-thuy"] = "Thị xã Hương Thủy",
        ["thi-xa-huong-tra"] = "Thị xã Hương Trà",
        ["thi-xa-phong-dien"] = "Thị xã Phong Điền",
    };
}
