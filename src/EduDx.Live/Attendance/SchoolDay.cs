using System.Runtime.CompilerServices;
using EduDx.Live.City;
using EduDx.Live.Events;
using EduDx.Live.Figures;

namespace EduDx.Live.Attendance;

/// <summary>
/// The attendance of one school on one day: the fold. One writer. A pure function of its events and of the roster: a repeat
/// changes nothing, any order gives the same state, and time arrives only as the tick of <see cref="View"/>.
/// <para>Hot path: folding a scan allocates nothing (the id set grows by doubling).</para>
/// </summary>
public sealed partial class SchoolDay
{
    private const int MinuteMs = 60_000;
    private const int MinutesADay = 24 * 60;

    private readonly IdSet _ids = new();
    private readonly Dictionary<int, Said> _rolls = [];
    private readonly Dictionary<int, Said> _office = [];
    private readonly short[] _arrivals = new short[MinutesADay];
    private readonly long _startMs;
    private readonly PersonScans[] _scans;
    private readonly int[] _scanCounts;
    private readonly MinuteBits _heard;
    private readonly int[][] _campusKiosks;
    private long _lastEventMs;

    /// <summary>An empty day.</summary>
    public SchoolDay(SchoolModel school, DateOnly day)
    {
        School = school;
        Day = day;
        _startMs = LocalTime.StartMs(day);
        _scans = new PersonScans[school.PersonKeys.Length * 2];
        _scanCounts = new int[school.Groups.Length * 2];
        _heard = new MinuteBits(school.Kiosks.Length);
        _campusKiosks = KiosksByCampus(school);
    }

    /// <summary>The school as the fold sees it.</summary>
    public SchoolModel School { get; }

    /// <summary>The local day.</summary>
    public DateOnly Day { get; }

    /// <summary>Increases with each event that changed something.</summary>
    public long Changes { get; private set; }

    /// <inheritdoc cref="IdSet.Prefetch"/>
    public void Prefetch(UInt128 id) => _ids.Prefetch(id);

    /// <summary>Folds a scan. <paramref name="slot"/> is the person's place in the school, <paramref name="kiosk"/> the kiosk's.</summary>
    /// <returns>False when the event was folded before.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public bool FoldScan(in EventHeader e, in ScanBody scan, int slot, int kiosk)
    {
        if (!_ids.Add(e.Id)) return false;
        var ms = (int)(e.AtMs - _startMs);
        var group = School.PersonGroups[slot];
        var session = SessionSlot(School.Groups[group], ms);
        _scanCounts[group * 2 + session]++;
        ref var person = ref _scans[slot * 2 + session];
        if (scan.Direction == ScanDirection.In)
        {
            FoldArrival(ref person, ms + 1, PlaceOf(scan), School.Groups[group].IsStaff);
            person.LastIn = Math.Max(person.LastIn, ms + 1);
        }
        else
        {
            person.LastOut = Math.Max(person.LastOut, ms + 1);
        }
        if (kiosk >= 0 && scan.Mode == ScanMode.Kiosk) _heard.Mark(kiosk, ms / MinuteMs);
        Changed(e);
        return true;
    }

    /// <summary>Folds a roll or an override.</summary>
    /// <returns>False when the event was folded before.</returns>
    public bool FoldSaid(in EventHeader e, in SaidBody said, int slot)
    {
        if (!_ids.Add(e.Id)) return false;
        var key = slot * 2 + SessionSlot(School.Groups[School.PersonGroups[slot]], (int)(e.AtMs - _startMs));
        var words = e.Type == EventType.Override ? _office : _rolls;
        var word = new Said(said.State, e.AtMs, e.Id);
        if (!words.TryGetValue(key, out var before) || word.IsNewerThan(before)) words[key] = word;
        Changed(e);
        return true;
    }

    /// <summary>Folds a sign of life of a kiosk (telemetry, or status online).</summary>
    public void FoldHeard(in EventHeader e, int kiosk)
    {
        // Also a second sign of life in the same minute may be the newest: otherwise the time would depend on the order.
        _lastEventMs = Math.Max(_lastEventMs, e.AtMs);
        if (_heard.Mark(kiosk, (int)((e.AtMs - _startMs) / MinuteMs))) Changes++;
    }

    // A fixed kiosk that says nothing else stands where it was installed.
    private static PlaceVerdict PlaceOf(in ScanBody scan) =>
        scan is { Verdict: 0, Mode: ScanMode.Kiosk } ? PlaceVerdict.Inside : (PlaceVerdict)scan.Verdict;

    private void FoldArrival(ref PersonScans person, int at, PlaceVerdict place, bool isStaff)
    {
        // Two scans in one millisecond: the greater verdict, so that their order says nothing.
        if (person.FirstIn == at && place > person.Place) person.Place = place;
        if (person.FirstIn != 0 && person.FirstIn <= at) return;
        person.Place = place;
        if (!isStaff)
        {
            if (person.FirstIn != 0) _arrivals[(person.FirstIn - 1) / MinuteMs]--;
            _arrivals[(at - 1) / MinuteMs]++;
        }
        person.FirstIn = at;
    }

    private static int SessionSlot(GroupModel group, int ms) => group.SlotAt(ms / MinuteMs);

    private void Changed(in EventHeader e)
    {
        _lastEventMs = Math.Max(_lastEventMs, e.AtMs);
        Changes++;
    }

    private static int[][] KiosksByCampus(SchoolModel school) =>
        [.. school.Campuses.Select((_, campus) =>
            Enumerable.Range(0, school.Kiosks.Length).Where(k => school.Kiosks[k].Campus == campus).ToArray())];
}
