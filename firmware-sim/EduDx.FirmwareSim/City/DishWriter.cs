namespace EduDx.FirmwareSim.City;

/// <summary>Writes what kindergartens cook, and which children must not eat what.</summary>
public static class DishWriter
{
    // About what Vietnamese kindergartens report (check).
    private const double WithAllergy = 0.04;
    private const double WithTwo = 0.15;

    private static readonly string[] Allergens = ["sua-bo", "trung", "tom", "cua", "ca", "dau-phong", "dau-nanh", "me"];

    private static readonly (string Id, string Name, string Allergens)[] Dishes =
    [
        ("com-trang", "Cơm trắng", ""),
        ("thit-kho-carot", "Thịt heo kho cà rốt", ""),
        ("thit-bo-ham", "Thịt bò hầm khoai tây", ""),
        ("ga-kho-gung", "Gà kho gừng", ""),
        ("thit-vien-ca-chua", "Thịt viên sốt cà chua", ""),
        ("trung-duc-thit", "Trứng đúc thịt", "trung"),
        ("tom-rim", "Tôm rim thịt", "tom"),
        ("ca-thu-sot", "Cá thu sốt cà", "ca"),
        ("dau-hu-nhoi-thit", "Đậu hũ nhồi thịt", "dau-nanh"),
        ("canh-rau-ngot", "Canh rau ngót thịt băm", ""),
        ("canh-bi-do", "Canh bí đỏ", ""),
        ("canh-khoai-mo", "Canh khoai mỡ", ""),
        ("canh-cua-mong-toi", "Canh cua mồng tơi", "cua"),
        ("canh-chua-ca", "Canh chua cá", "ca"),
        ("rau-muong-luoc", "Rau muống luộc", ""),
        ("su-su-xao", "Su su xào", ""),
        ("chao-thit-bam", "Cháo thịt bằm", ""),
        ("chao-ga-nam", "Cháo gà nấm", ""),
        ("chao-tom", "Cháo tôm bí xanh", "tom"),
        ("banh-flan", "Bánh flan", "trung sua-bo"),
        ("banh-bot-loc-chay", "Bánh bột lọc chay", ""),
        ("sua-chua", "Sữa chua", "sua-bo"),
        ("che-dau-phong", "Chè đậu phộng", "dau-phong"),
        ("che-hat-sen", "Chè hạt sen", ""),
        ("xoi-me-den", "Xôi mè đen", "me"),
        ("chuoi-chin", "Chuối chín", ""),
    ];

    /// <summary>Writes <c>dishes.csv</c> and <c>allergies.csv</c>.</summary>
    public static void Write(CityPlan plan, string folder)
    {
        using (var csv = new CsvFileWriter(Path.Combine(folder, CityFiles.Dishes), CityFiles.DishesHeader))
        {
            foreach (var (id, name, allergens) in Dishes) csv.Cell(id).Cell(name).Cell(allergens).End();
        }
        WriteAllergies(plan, folder);
    }

    private static void WriteAllergies(CityPlan plan, string folder)
    {
        using var csv = new CsvFileWriter(Path.Combine(folder, CityFiles.Allergies), CityFiles.AllergiesHeader);
        var random = new SeededRandom(plan.Seed, 9UL << 32);
        var number = 0;
        foreach (var school in plan.Schools)
        {
            foreach (var group in school.Classes)
            {
                // Pupils are numbered as PeopleWriter numbers them.
                for (var i = 0; i < group.Pupils; i++)
                {
                    number++;
                    if (school.Level.Prefix != "mn" || !random.Chance(WithAllergy)) continue;
                    var first = random.Next(Allergens.Length);
                    csv.Cell($"p-{number:0000000}").Cell(Allergens[first]).End();
                    if (random.Chance(WithTwo)) csv.Cell($"p-{number:0000000}").Cell(Allergens[(first + 1 + random.Next(Allergens.Length - 1)) % Allergens.Length]).End();
                }
            }
        }
    }
}
