using EduDx.Live.City;

namespace EduDx.Registry.Import;

/// <summary>
/// Reads the files, checks them against each other and the registry, and writes the difference into the run's transaction.
/// The caller commits or rolls back: a preview is an apply that is rolled back, so the two cannot disagree.
/// </summary>
internal static class Importer
{
    /// <summary>Does it.</summary>
    /// <returns>The difference of each file that was sent; incomplete when the run has errors.</returns>
    public static List<FileDifference> Run(ImportRun run)
    {
        var differences = new List<FileDifference>();
        CheckNames(run);

        if (run.Has(Sheets.Nodes))
        {
            var nodes = new NodeFile(run);
            nodes.Read();
            Merge(nodes.Merge);
        }
        else
        {
            run.Nodes.Load(run.Context);
        }

        if (run.Has(Sheets.Groupings))
        {
            var groupings = new GroupingFile(run);
            groupings.Read();
            Merge(groupings.Merge);
        }

        if (run.Has(Sheets.Staff)) Persons(staff: true);
        else
        {
            PersonFile.LoadStaffCampuses(run);
            PersonFile.LoadCards(run, staff: true);
        }

        if (run.Has(Sheets.Pupils)) Persons(staff: false);

        if (run.Has(Sheets.Kiosks))
        {
            var kiosks = new KioskFile(run);
            kiosks.Read();
            Merge(kiosks.Merge);
        }

        if (run.Has(Sheets.Outlines))
        {
            var outlines = new OutlineFile(run);
            outlines.Read();
            Merge(outlines.Merge);
        }

        if (run.Has(Sheets.DeviceTypes))
        {
            var types = new DeviceTypeFile(run);
            types.Read();
            Merge(types.Merge);
        }
        if (run.Has(Sheets.Rooms)) Devices(DeviceKind.Room);
        if (run.Has(Sheets.Devices)) Devices(DeviceKind.Device);

        if (run.Has(Sheets.Dishes))
        {
            var dishes = new DishFile(run);
            dishes.Read();
            Merge(dishes.Merge);
        }
        if (run.Has(Sheets.Allergies))
        {
            var allergies = new AllergyFile(run);
            allergies.Read();
            Merge(allergies.Merge);
        }

        var sessions = new SessionFile(run);
        if (run.Has(Sheets.Sessions)) sessions.Read();
        else sessions.Load();
        sessions.CheckResolved();
        if (run.Has(Sheets.Sessions)) Merge(sessions.Merge);

        if (run.Has(Sheets.Calendar))
        {
            var calendar = new CalendarFile(run);
            calendar.Read();
            Merge(calendar.Merge);
        }
        // The last check reads what the merges have written.
        if (run.IsGood) LeftBehind.Check(run);
        return differences;

        void Persons(bool staff)
        {
            // Cards of the pupils are needed while the staff is read only when their file is not here to say them.
            if (staff && !run.Has(Sheets.Pupils)) PersonFile.LoadCards(run, staff: false);
            var persons = new PersonFile(run, staff);
            persons.Read();
            Merge(persons.Merge);
        }

        void Devices(DeviceKind kind)
        {
            var devices = new DeviceFile(run, kind);
            devices.Read();
            Merge(devices.Merge);
        }

        void Merge(Func<FileDifference> merge)
        {
            run.Cancel.ThrowIfCancellationRequested();
            // Nothing will be kept once an error is known; the other files are still read for theirs.
            if (run.IsGood) differences.Add(merge());
        }
    }

    private static void CheckNames(ImportRun run)
    {
        foreach (var file in run.Files.Keys)
        {
            if (!Array.Exists(Sheets.InOrder, s => s.File == file))
            {
                run.Errors.Add(file, 0, "", $"the file name is not known; the files are {string.Join(", ", Sheets.InOrder.Select(s => s.File))}");
            }
        }
        if (run.Files.Count == 0) run.Errors.Add("", 0, "", $"no file was sent; the files are {string.Join(", ", Sheets.InOrder.Select(s => s.File))}");
    }
}
