namespace EduDx.FirmwareSim.City;

/// <summary>One education level of the reference city, at full scale.</summary>
/// <param name="Word">The word of <c>nodes.csv</c>.</param>
/// <param name="Prefix">First part of school ids.</param>
/// <param name="Title">First part of school names.</param>
/// <param name="Schools">How many schools.</param>
/// <param name="Pupils">How many pupils in all.</param>
/// <param name="SmallestSchool">Fewest pupils of a school.</param>
/// <param name="ClassSize">Usual pupils a class.</param>
/// <param name="Grades">Grades from the youngest.</param>
/// <param name="BellFrom">Earliest bell, minutes after midnight.</param>
/// <param name="BellTo">Latest bell.</param>
/// <param name="StaffPerClass">Staff a class, relative to the other levels.</param>
public sealed record SchoolLevel(
    string Word, string Prefix, string Title, int Schools, int Pupils, int SmallestSchool, double ClassSize, Grade[] Grades,
    int BellFrom, int BellTo, double StaffPerClass)
{
    /// <summary>The four levels; they add up to 569 schools and 295,000 pupils.</summary>
    public static IReadOnlyList<SchoolLevel> All { get; } =
    [
        new("lower-secondary", "thcs", "THCS", 134, 80_000, 150, 33.5,
            [Numbered(6), Numbered(7), Numbered(8), Numbered(9)], 6 * 60 + 45, 7 * 60 + 15, 2.2),
        new("kindergarten", "mn", "MN", 190, 58_000, 60, 24.5,
            [new("Nhà trẻ ", "nha-tre-", 2), new("Mầm ", "mam-", 3), new("Chồi ", "choi-", 4), new("Lá ", "la-", 5)],
            7 * 60 + 15, 7 * 60 + 30, 2.3),
        new("primary", "th", "TH", 200, 110_000, 120, 28,
            [Numbered(1), Numbered(2), Numbered(3), Numbered(4), Numbered(5)], 7 * 60, 7 * 60 + 25, 1.7),
        new("upper-secondary", "thpt", "THPT", 45, 47_000, 450, 38,
            [Numbered(10), Numbered(11), Numbered(12)], 6 * 60 + 45, 7 * 60 + 15, 2.6),
    ];

    private static Grade Numbered(int grade) => new($"{grade}A", $"{grade}a", grade + 5);
}
