using EduDx.FirmwareSim.City;
using EduDx.FirmwareSim.Scenarios;

namespace EduDx.FirmwareSim.Faults;

/// <summary>From when on the kiosks of a campus are dead, and when a kiosk has no line.</summary>
public sealed class CampusFaults
{
    private readonly Dictionary<int, int> _deadFrom = [];
    private readonly Dictionary<int, (int From, int To)> _offline = [];

    /// <summary>Chooses who is struck.</summary>
    public CampusFaults(IReadOnlyList<SimSchool> schools, Scenario scenario, int seed, int dayNumber)
    {
        var random = new SeededRandom(seed, (5UL << 32) + (ulong)dayNumber);
        var campuses = schools.Where(s => s.Open).SelectMany(s => s.Campuses).Where(c => c.Kiosks.Count > 0 && GroupsOf(c).Any()).ToArray();
        random.Shuffle<SimCampus>(campuses);
        for (var i = 0; i < campuses.Length && i < scenario.DeadCampuses + scenario.DyingCampuses; i++)
        {
            var session = GroupsOf(campuses[i]).First().Session;
            _deadFrom.Add(campuses[i].Index, i < scenario.DeadCampuses ? 0 : random.Between(session.Opens + 5, session.Starts) * 60_000);
        }
        foreach (var kiosk in schools.SelectMany(s => s.Campuses).SelectMany(c => c.Kiosks))
        {
            if (!random.Chance(scenario.OfflineKiosks)) continue;
            var from = random.Between(6 * 60, 7 * 60) * 60_000;
            _offline.Add(kiosk, (from, from + random.Between(8, 55) * 60_000));
        }
    }

    /// <summary>Millisecond after midnight from which all kiosks of the campus are dead; <see cref="int.MaxValue"/> when they live.</summary>
    public int DeadFrom(SimCampus campus) => _deadFrom.GetValueOrDefault(campus.Index, int.MaxValue);

    /// <summary>When what the kiosk records at <paramref name="atMs"/> can leave it.</summary>
    public int LineBackAt(int kiosk, int atMs) =>
        _offline.TryGetValue(kiosk, out var gap) && gap.From <= atMs && atMs < gap.To ? gap.To : atMs;

    private static IEnumerable<SimGroup> GroupsOf(SimCampus campus) => campus.School.Groups.Where(g => g.Campus == campus && g.In(Period.Morning) is not null);
}
