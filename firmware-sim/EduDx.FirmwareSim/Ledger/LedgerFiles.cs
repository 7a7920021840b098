using System.Text.Json;
using EduDx.Contracts.Frames;
using EduDx.FirmwareSim.City;
using EduDx.FirmwareSim.Commands;

namespace EduDx.FirmwareSim.Ledger;

/// <summary>Writes and reads a ledger: <c>groups.csv</c>, a row a group, and <c>meta.json</c>.</summary>
public static class LedgerFiles
{
    private const string Groups = "groups.csv";
    private const string Meta = "meta.json";
    private const string Header =
        "node,audience,campus,school,commune,enrolled,present,late,leftEarly,absent,excused,unknown,expected,off,scans,conflicts";

    /// <summary>Writes a ledger.</summary>
    public static void Write(string folder, LedgerMeta meta, IReadOnlyList<GroupTruth> truths)
    {
        Directory.CreateDirectory(folder);
        using (var csv = new CsvFileWriter(Path.Combine(folder, Groups), Header))
        {
            foreach (var truth in truths)
            {
                csv.Cell(truth.Node).Cell(truth.Staff ? "staff" : "pupils").Cell(truth.Campus).Cell(truth.School).Cell(truth.Commune);
                foreach (var figure in FigureNames.All) csv.Cell(FigureNames.Value(truth.Figures, figure));
                csv.End();
            }
        }
        File.WriteAllText(Path.Combine(folder, Meta), JsonSerializer.Serialize(meta, LedgerJson.Default.LedgerMeta) + "\n");
    }

    /// <summary>Reads a ledger.</summary>
    public static (LedgerMeta Meta, List<GroupTruth> Truths) Read(string folder)
    {
        var path = Path.Combine(folder, Meta);
        if (!File.Exists(path)) throw new UsageException($"{path} is missing; write a ledger with: firmware-sim morning --ledger {folder}");
        var meta = JsonSerializer.Deserialize(File.ReadAllText(path), LedgerJson.Default.LedgerMeta) ?? throw new UsageException($"{path} is empty");
        var truths = new List<GroupTruth>();
        using var csv = new CsvFileReader(folder, Groups, Header);
        while (csv.Read())
        {
            var figures = new AttendanceFigures
            {
                Enrolled = csv.Whole(5), Present = csv.Whole(6), Late = csv.Whole(7), LeftEarly = csv.Whole(8), Absent = csv.Whole(9), Excused = csv.Whole(10),
                Unknown = csv.Whole(11), Expected = csv.Whole(12), Off = csv.Whole(13), Scans = csv.Whole(14), Conflicts = csv.Whole(15),
            };
            truths.Add(new GroupTruth(csv[0], csv[1] == "staff", csv[2], csv[3], csv[4], figures));
        }
        return (meta, truths);
    }
}
