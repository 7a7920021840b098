using EduDx.Contracts.Frames;
using EduDx.FirmwareSim.City;
using EduDx.FirmwareSim.Devices;

namespace EduDx.FirmwareSim.Ledger;

/// <summary>Holds the live figures of devices and rooms against the ledger: every device and room, every school, commune and the city.</summary>
public sealed class DayVerifier(DayLedger ledger, ServerApi api, FigureComparison comparison)
{
    /// <summary>Compares the live figures.</summary>
    public async Task LiveAsync(CancellationToken stop)
    {
        var schools = ledger.Devices.GroupBy(d => d.School, StringComparer.Ordinal).ToArray();
        await Parallel.ForEachAsync(schools, new ParallelOptions { MaxDegreeOfParallelism = 8, CancellationToken = stop }, SchoolAsync).ConfigureAwait(false);
        foreach (var commune in ledger.Devices.GroupBy(d => d.Commune, StringComparer.Ordinal))
        {
            await NodeAsync(commune.Key, [.. commune], [.. ledger.Rooms.Where(r => r.Commune == commune.Key)], stop).ConfigureAwait(false);
        }
        await NodeAsync(CityFiles.CityId, ledger.Devices, ledger.Rooms, stop).ConfigureAwait(false);
    }

    private async ValueTask SchoolAsync(IGrouping<string, DeviceRecord> school, CancellationToken stop)
    {
        var devices = await AskAsync(() => api.DevicesAsync(school.Key, ledger.Day, stop), $"live devices {school.Key}").ConfigureAwait(false);
        if (devices is null) return;
        var rows = devices.List.ToDictionary(r => r.Id, StringComparer.Ordinal);
        foreach (var truth in school)
        {
            if (!rows.TryGetValue(truth.Id, out var row))
            {
                comparison.Differ($"live devices {school.Key}: {truth.Id} is not listed");
                continue;
            }
            Device($"live {truth.Id}", truth, row);
        }
        Sums($"live devices {school.Key}", [.. school], devices);
        if (await AskAsync(() => api.RoomsAsync(school.Key, ledger.Day, stop), $"live rooms {school.Key}").ConfigureAwait(false) is not { } rooms) return;
        var mine = ledger.Rooms.Where(r => r.School == school.Key).ToArray();
        foreach (var truth in mine)
        {
            var row = rooms.List.FirstOrDefault(r => r.Id == truth.Id);
            comparison.Figure($"live {truth.Id}", "usedMinutes", truth.UsedByHour.Sum(), row?.UsedMinutes);
        }
        Sums($"live rooms {school.Key}", mine, rooms);
    }

    private async Task NodeAsync(string node, DeviceRecord[] devices, RoomRecord[] rooms, CancellationToken stop)
    {
        if (await AskAsync(() => api.DevicesAsync(node, ledger.Day, stop), $"live devices {node}").ConfigureAwait(false) is { } d)
        {
            Sums($"live devices {node}", devices, d);
            foreach (var child in d.Children)
            {
                var under = devices.Where(t => t.Commune == child.Id || t.School == child.Id).ToArray();
                if (under.Length > 0) Sums($"live devices {node} child {child.Id}", under, child);
            }
        }
        if (await AskAsync(() => api.RoomsAsync(node, ledger.Day, stop), $"live rooms {node}").ConfigureAwait(false) is { } r) Sums($"live rooms {node}", rooms, r);
    }

    private void Device(string where, DeviceRecord truth, DeviceRow shown)
    {
        comparison.Figure(where, "onMinutes", truth.OnMinutes, shown.OnMinutes);
        comparison.Figure(where, "lessonMinutes", truth.LessonMinutes, shown.LessonMinutes);
        comparison.Figure(where, "heardMinutes", truth.HeardMinutes, shown.HeardMinutes);
        comparison.Figure(where, "missed", truth.Missed, shown.Missed);
        comparison.Figure(where, "restarts", truth.Restarts, shown.Restarts);
        foreach (var (name, value) in truth.Metrics)
        {
            // Whole hundredths: the figures are compared exactly.
            comparison.Figure(where, name, (long)Math.Round(value * 100), shown.Metrics.TryGetValue(name, out var seen) ? (long)Math.Round(seen * 100) : null);
        }
    }

    private void Sums(string where, DeviceRecord[] truth, DeviceFigures shown)
    {
        comparison.Figure(where, "onMinutes", truth.Sum(t => (long)t.OnMinutes), shown.OnMinutes);
        comparison.Figure(where, "lessonMinutes", truth.Sum(t => (long)t.LessonMinutes), shown.LessonMinutes);
        comparison.Figure(where, "heardMinutes", truth.Sum(t => (long)t.HeardMinutes), shown.HeardMinutes);
        comparison.Figure(where, "missed", truth.Sum(t => t.Missed), shown.Missed);
        comparison.Figure(where, "restarts", truth.Sum(t => t.Restarts), shown.Restarts);
        comparison.Figure(where, "states", shown.Devices, shown.Online + shown.Degraded + shown.Quarantined + shown.Offline + shown.Unknown + shown.OffDuty);
    }

    private void Sums(string where, RoomRecord[] truth, RoomFigures shown)
    {
        comparison.Figure(where, "usedMinutes", truth.Sum(t => t.UsedByHour.Sum()), shown.UsedMinutes);
        comparison.Figure(where, "bookedMinutes", truth.Sum(t => t.BookedByHour.Sum()), shown.BookedMinutes);
        comparison.Figure(where, "meetings", truth.Sum(t => t.Meetings), shown.Meetings);
        comparison.Figure(where, "held", truth.Sum(t => t.Held), shown.Held);
        comparison.Figure(where, "noShow", truth.Sum(t => t.NoShow), shown.NoShow);
        comparison.Figure(where, "cancelled", truth.Sum(t => t.Cancelled), shown.Cancelled);
        comparison.Figure(where, "paperless", truth.Sum(t => t.Paperless), shown.Paperless);
        comparison.Figure(where, "invited", truth.Sum(t => t.Invited), shown.Invited);
        comparison.Figure(where, "checkedIn", truth.Sum(t => t.CheckedIn), shown.CheckedIn);
        if (shown is not RoomsFrame frame) return;
        for (var hour = 0; hour < 24; hour++)
        {
            comparison.Figure(where, $"usedByHour[{hour}]", truth.Sum(t => t.UsedByHour[hour]), frame.UsedByHour[hour]);
            comparison.Figure(where, $"bookedByHour[{hour}]", truth.Sum(t => t.BookedByHour[hour]), frame.BookedByHour[hour]);
        }
    }

    private async Task<T?> AskAsync<T>(Func<Task<T>> ask, string where)
        where T : class
    {
        try
        {
            return await ask().ConfigureAwait(false);
        }
        catch (ServerException e)
        {
            comparison.Differ($"{where}: {e.Message}");
            return null;
        }
    }
}
