using EduDx.Live.City;
using EduDx.Live.Events;

namespace EduDx.Live.Care;

/// <summary>
/// The care of one kindergarten: the fold. One writer. A repeat changes nothing, any order gives the same state, and time arrives only as
/// the tick of <see cref="View"/>. What classes and kitchens said is kept by the registry keys of their nodes, which are never used again.
/// </summary>
public sealed partial class SchoolCare
{
    // Sources that invent dishes must not fill the memory; the rest is in the log.
    private const int MaxSamples = 10_000;

    private readonly Dictionary<DateOnly, CareDay> _days = [];
    private readonly Dictionary<(int Kitchen, string Dish, MealName Meal), SampleTrack> _samples = [];
    private readonly Dictionary<int, FridgeTrack> _fridges = [];

    /// <summary>Nothing said yet.</summary>
    public SchoolCare(SchoolModel school) => School = school;

    /// <summary>The school as the fold sees it.</summary>
    public SchoolModel School { get; }

    /// <summary>Increases with each event that changed something.</summary>
    public long Changes { get; private set; }

    /// <summary>The days that were spoken of.</summary>
    public IReadOnlyCollection<DateOnly> Days => _days.Keys;

    /// <summary>Increases with each event that changed something of <paramref name="day"/>; 0 when nothing was said of it.</summary>
    public long ChangesOf(DateOnly day) => _days.TryGetValue(day, out var known) ? known.Changes : 0;

    /// <summary>Folds a meal or a nap of a class, or what a kitchen cooked, checked or kept.</summary>
    public void Fold(in EventHeader e, ReadOnlySpan<byte> bytes)
    {
        var date = LocalTime.DayOf(e.AtMs);
        var day = DayOf(date);
        switch (e.Type)
        {
            case EventType.Meal: FoldMeal(e, MealBody.Read(bytes), day); break;
            case EventType.Nap:
                if (!day.Naps.TryGetValue(e.Source, out var naps)) day.Naps[e.Source] = naps = new NapLog();
                if (!naps.Fold(e, NapBody.Read(bytes))) return;
                break;
            case EventType.Cook:
                var cook = CookBody.Read(bytes);
                if (!day.Cooked.TryGetValue((e.Source, cook.Meal), out var cooking)) day.Cooked[(e.Source, cook.Meal)] = cooking = new Cooking();
                cooking.Fold(e, cook);
                break;
            case EventType.Check:
                var check = CheckBody.Read(bytes);
                if (!day.Steps.TryGetValue((e.Source, check.Step), out var step)) day.Steps[(e.Source, check.Step)] = step = new StepLog();
                step.Fold(e, check);
                break;
            case EventType.Sample: FoldSample(e, SampleBody.Read(bytes), date); break;
            default: return;
        }
        Changes++;
        day.Changes++;
    }

    /// <summary>Folds the telemetry of the device at <paramref name="slot"/> of <see cref="SchoolModel.Devices"/>: the temperature of what may be a fridge.</summary>
    public void FoldFridge(in EventHeader e, ReadOnlySpan<byte> bytes, int slot)
    {
        // What stands in a class or in a meeting room measures its air.
        var model = School.Devices[slot];
        if (model.Kind != DeviceKind.Device || model.Group >= 0 || model.Room >= 0) return;
        var body = TelemetryBody.Read(bytes);
        while (body.Next(out var name, out var value))
        {
            if (!name.SequenceEqual("temp_c"u8)) continue;
            if (!_fridges.TryGetValue(model.Key, out var fridge)) _fridges[model.Key] = fridge = new FridgeTrack();
            if (!fridge.Take(new Stamp(e.AtMs, e.Id), value)) continue;
            Changes++;
            DayOf(LocalTime.DayOf(e.AtMs)).Changes++;
        }
    }

    /// <summary>Forgets the days before <paramref name="first"/>.</summary>
    public void DropBefore(DateOnly first)
    {
        foreach (var day in _days.Keys.Where(d => d < first).ToArray()) _days.Remove(day);
        // The day before is still looked at: what was kept on it is held on the first.
        var ms = LocalTime.StartMs(first.AddDays(-1));
        foreach (var (key, track) in _samples.ToArray())
        {
            track.DropBefore(ms);
            if (track.LastMs == 0) _samples.Remove(key);
        }
    }

    private CareDay DayOf(DateOnly date)
    {
        if (!_days.TryGetValue(date, out var day)) _days[date] = day = new CareDay();
        return day;
    }

    private static void FoldMeal(in EventHeader e, in MealBody body, CareDay day)
    {
        var stamp = new Stamp(e.AtMs, e.Id);
        if (!day.Meals.TryGetValue((e.Source, body.Meal), out var before) || stamp.IsAfter(before.At)) day.Meals[(e.Source, body.Meal)] = (stamp, body);
    }

    private void FoldSample(in EventHeader e, in SampleBody body, DateOnly date)
    {
        var key = (e.Source, body.Dish, body.Meal);
        if (!_samples.TryGetValue(key, out var track))
        {
            if (_samples.Count >= MaxSamples) return;
            _samples[key] = track = new SampleTrack();
        }
        track.Fold(e, body);
        // A sample is also looked at on the day after it was kept, and thrown away on it.
        foreach (var other in (ReadOnlySpan<DateOnly>)[date.AddDays(-1), date.AddDays(1)])
        {
            if (_days.TryGetValue(other, out var day)) day.Changes++;
        }
    }
}
