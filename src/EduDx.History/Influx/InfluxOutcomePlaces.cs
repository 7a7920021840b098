using System.Globalization;
using EduDx.Live.Attendance;
using EduDx.Live.City;

namespace EduDx.History.Influx;

/// <summary>
/// Knows at which point each outcome of the days in hand stands. InfluxDB replaces a point only when time and tags are the same; when
/// the registry gives a class another bell or commune in the course of a day, the point it leaves has to be emptied.
/// About 50 bytes an outcome: 16 days of the whole city are under 20 MB, one day about 1 MB. One writer.
/// </summary>
internal sealed class InfluxOutcomePlaces(InfluxConnection connection)
{
    // Events are at most 7 days old, so that the days in hand stay; a rebuild from the log passes through the years.
    private const int DayLimit = 16;

    private readonly SortedDictionary<DateOnly, Dictionary<OutcomeIdentity, OutcomePlace>> _days = [];

    /// <summary>Reads the day unless it is known.</summary>
    public async ValueTask LoadAsync(DateOnly day, CancellationToken cancel)
    {
        if (_days.ContainsKey(day)) return;
        if (_days.Count >= DayLimit) _days.Remove(_days.Keys.First());
        var places = new Dictionary<OutcomeIdentity, OutcomePlace>();
        using var answer = await connection.QueryAsync(HttpMethod.Get, InfluxSeriesQl.Places(day), cancel).ConfigureAwait(false);
        foreach (var row in InfluxAnswer.Rows(answer.RootElement, "attendance"))
        {
            var session = (SessionKind)int.Parse(row.Text("session"), CultureInfo.InvariantCulture);
            places[new(day, session, row.Tag("group"), row.Text("staff") == "t")] = new((int)row.Number(1), row.Tag("commune"), row.Tag("school"));
        }
        _days[day] = places;
    }

    /// <summary>Takes note of the row's place. The day is loaded.</summary>
    /// <returns>The place that the outcome leaves; null when it stays or is new.</returns>
    public OutcomePlace? Move(in OutcomeRow row)
    {
        var places = _days[row.Day];
        var identity = new OutcomeIdentity(row);
        var place = new OutcomePlace(row);
        var left = places.TryGetValue(identity, out var known) && known != place ? known : (OutcomePlace?)null;
        places[identity] = place;
        return left;
    }

    /// <summary>After a failed write nothing is sure: the days are read again.</summary>
    public void Forget() => _days.Clear();
}
