using EduDx.Live.City;
using EduDx.Live.Events;
using EduDx.Log;
using EduDx.Ops.Alarms;
using EduDx.Ops.Ingest;

namespace EduDx.Ops.Care;

/// <summary>
/// The evidence of a kitchen's day, read from the log: what it cooked, checked and kept, what its classes ate, and what the fridges of its samples
/// measured. One at a time: it reads as fast as the disk gives.
/// </summary>
public sealed class EvidenceRunner(EventLog log, CityHolder holder, NormsStore norms, TimeProvider time)
{
    // A clock of a source may be ahead by this.
    private const long AheadMs = 5 * 60_000;

    private readonly SemaphoreSlim _one = new(1);

    /// <summary>True when the log still holds the day from its beginning: half a day is no evidence.</summary>
    internal bool Reaches(DateOnly day)
    {
        var first = log.FirstOffset(LogStream.Events);
        return first == 0 || (log.Read(LogStream.Events, first) is { } batch && batch.CommitMs <= LocalTime.StartMs(day));
    }

    /// <summary>Writes the file.</summary>
    /// <returns>The file and the hash of its last line.</returns>
    internal async Task<(byte[] File, string Head)> RunAsync(SchoolModel school, CampusModel kitchen, DateOnly day, CancellationToken cancel)
    {
        await _one.WaitAsync(cancel);
        try
        {
            return await Task.Factory.StartNew(() => Write(school, kitchen, day, cancel), cancel, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        }
        finally
        {
            _one.Release();
        }
    }

    private (byte[] File, string Head) Write(SchoolModel school, CampusModel kitchen, DateOnly day, CancellationToken cancel)
    {
        var fromMs = LocalTime.StartMs(day);
        var evidence = new KitchenEvidence(school, kitchen, day, norms.Current.FoodSafety.SampleHours);
        var end = log.DurableOffset(LogStream.Events);
        var through = Offsets.FirstCommittedAfter(log, fromMs - AheadMs);
        foreach (var batch in log.From(LogStream.Events, through).TakeWhile(b => b.FirstOffset < end))
        {
            cancel.ThrowIfCancellationRequested();
            var at = batch.FirstOffset;
            foreach (var bytes in batch) evidence.Look(bytes, at++);
            through = batch.NextOffset;
        }
        using var file = new MemoryStream();
        var writer = new EvidenceWriter(file);
        var lines = new EvidenceLines(holder.Current, school);
        writer.Line(json =>
        {
            json.WriteString("type", "evidence");
            json.WriteString("school", school.Node.Id);
            json.WriteString("kitchen", kitchen.Node.Id);
            json.WriteString("day", day.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture));
            json.WriteString("made", LocalTime.At(time.GetUtcNow().ToUnixTimeMilliseconds()));
            json.WriteNumber("through", through);
        });
        foreach (var (place, bytes) in evidence.Chosen()) writer.Line(json => lines.Write(json, place, bytes));
        writer.End();
        return (file.ToArray(), writer.Head);
    }
}
