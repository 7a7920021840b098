using EduDx.Contracts.Frames;
using EduDx.Live.Alarms;
using EduDx.Live.City;
using EduDx.Ops.Alarms;

namespace EduDx.Ops.Hub;

/// <summary>The view <c>alarms</c>, and the line of alarms that every wall has. Reads the book once a frame.</summary>
internal sealed class AlarmFrames(AlarmEngine engine)
{
    private const int Shown = 100;
    private const int FloodFrom = 10;
    private const long BucketMs = 10 * 60_000;
    private const int Buckets = 144;

    public AlarmsFrame Build(FrameScope at)
    {
        var frame = new AlarmsFrame { Scope = at.Node.Id, AsOf = LocalTime.At(at.NowMs), Offset = at.Offset, Date = at.Day, Path = at.Path, Lag = engine.Lag };
        Name(frame, at.Node);
        var today = LocalTime.StartMs(at.Day);
        var places = at.Places.ToDictionary(n => n.Index, n => Named(n));
        var mine = new List<Alarm>();
        foreach (var alarm in engine.Book.Alarms.Values)
        {
            var node = NodeOf(at.City, alarm);
            if (!IsUnder(at.City, node, at.Node)) continue;
            mine.Add(alarm);
            Add(frame, alarm, today);
            for (var up = node; up is not null; up = up.Parent < 0 ? null : at.City.Nodes[up.Parent])
            {
                if (places.TryGetValue(up.Index, out var place)) Add(place, alarm, today);
            }
        }
        frame.Children = [.. at.Places.Select(n => places[n.Index])];
        var open = mine.Where(a => a.IsOpen).OrderBy(Urgency).ThenBy(a => a.Head.SinceMs).ToArray();
        frame.List = [.. open.Take(Shown).Select(a => Card(at.City, a))];
        frame.ListTotal = open.Length;
        frame.Performance = Performance(mine, at.NowMs);
        return frame;
    }

    /// <summary>The alarms of a scope in one line.</summary>
    public AlarmLine Line(FrameScope at)
    {
        var line = new AlarmLine();
        Alarm? takeover = null;
        foreach (var alarm in engine.Book.Alarms.Values)
        {
            if (!alarm.IsOpen) continue;
            var node = NodeOf(at.City, alarm);
            var under = IsUnder(at.City, node, at.Node);
            if (under && !alarm.IsLoud) line.Shelved++;
            if (!alarm.IsLoud) continue;
            if (under && alarm.Head.Severity == Severity.Critical) line.Critical++;
            else if (under) line.Warning++;
            if (under && alarm.AcknowledgedMs == 0) line.Unacknowledged++;
            if (alarm is { Head.Severity: Severity.Critical, AcknowledgedMs: 0 } && (under || IsUnder(at.City, at.Node, node)) && (takeover is null || alarm.RaisedMs < takeover.RaisedMs)) takeover = alarm;
        }
        line.Takeover = takeover is null ? null : Card(at.City, takeover);
        return line;
    }

    /// <summary>An alarm as walls and the console show it.</summary>
    public static AlarmCard Card(CityModel city, Alarm alarm)
    {
        var node = NodeOf(city, alarm);
        return new AlarmCard
        {
            Id = alarm.Id,
            Rule = alarm.Head.Rule,
            NameVi = alarm.Head.NameVi,
            NameEn = alarm.Head.NameEn,
            Severity = alarm.Head.Severity.ToString().ToLowerInvariant(),
            State = !alarm.IsOpen ? "cleared" : alarm.ShelvedUntilMs != 0 ? "shelved" : alarm.AcknowledgedMs != 0 ? "acknowledged" : "raised",
            NodeId = node.Id,
            NodeName = node.Name,
            Subject = alarm.Head.Subject,
            SubjectName = alarm.Head.SubjectKind == Subject.OutageKind ? node.Name : alarm.Head.SubjectName,
            Since = LocalTime.At(alarm.Head.SinceMs),
            RaisedAt = LocalTime.At(alarm.RaisedMs),
            ClearedAt = Instant(alarm.ClearedMs),
            AcknowledgedAt = Instant(alarm.AcknowledgedMs),
            AcknowledgedBy = alarm.AcknowledgedBy,
            AssignedTo = alarm.AssignedTo,
            ShelvedUntil = Instant(alarm.ShelvedUntilMs),
            Value = alarm.Head.Value,
            Limit = alarm.Head.Limit,
            Metric = alarm.Head.Metric,
            Members = alarm.Members.Count,
            Schools = alarm.Schools,
            Cause = alarm.Cause,
            Reminders = alarm.Reminders,
            Escalated = alarm.Escalated,
            Comment = alarm.Comment,
        };
    }

    /// <summary>The node that an alarm concerns; the city when the tree no longer has it.</summary>
    public static Node NodeOf(CityModel city, Alarm alarm) => city.NodeByKey.TryGetValue(alarm.Node, out var index) ? city.Nodes[index] : city.Nodes[0];

    /// <summary>True when <paramref name="node"/> is <paramref name="scope"/> or below it.</summary>
    public static bool IsUnder(CityModel city, Node node, Node scope)
    {
        for (Node? up = node; up is not null; up = up.Parent < 0 ? null : city.Nodes[up.Parent])
        {
            if (up.Index == scope.Index) return true;
        }
        return false;
    }

    private static int Urgency(Alarm alarm) =>
        (alarm.ShelvedUntilMs != 0 ? 4 : alarm.AcknowledgedMs != 0 ? 2 : 0) + (alarm.Head.Severity == Severity.Critical ? 0 : 1);

    private static AlarmNode Named(Node node)
    {
        var named = new AlarmNode();
        Name(named, node);
        return named;
    }

    private static void Name(AlarmNode figures, Node node) =>
        (figures.Id, figures.Kind, figures.Name, figures.Column, figures.Row) = (node.Id, NodeFigures.Word(node.Kind), node.Name, node.Column, node.Row);

    private static void Add(AlarmNode figures, Alarm alarm, long todayMs)
    {
        if (alarm.RaisedMs >= todayMs) figures.RaisedToday++;
        if (alarm.ClearedMs >= todayMs) figures.ClearedToday++;
        if (!alarm.IsOpen) return;
        if (!alarm.IsLoud)
        {
            figures.Shelved++;
            return;
        }
        if (alarm.Head.Severity == Severity.Critical) figures.Critical++;
        else figures.Warning++;
        if (alarm.AcknowledgedMs == 0) figures.Unacknowledged++;
        figures.Level = figures.Critical > 0 ? "critical" : "warning";
    }

    private static AlarmPerformance Performance(List<Alarm> alarms, long nowMs)
    {
        var first = nowMs / BucketMs - Buckets + 1;
        var counts = new int[Buckets];
        var acknowledged = new List<double>();
        foreach (var alarm in alarms)
        {
            foreach (var step in alarm.History)
            {
                var bucket = step.AtMs / BucketMs - first;
                if (step.What is "raised" or "reopened" && bucket is >= 0 and < Buckets) counts[bucket]++;
            }
            if (alarm.AcknowledgedMs != 0) acknowledged.Add((alarm.AcknowledgedMs - alarm.RaisedMs) / 1000.0);
        }
        acknowledged.Sort();
        return new AlarmPerformance
        {
            From = LocalTime.At(first * BucketMs),
            Per10Minutes = counts,
            FloodPct = Math.Round(100.0 * counts.Count(c => c > FloodFrom) / Buckets, 1),
            Flood = counts[^1] > FloodFrom,
            AcknowledgeSeconds = acknowledged.Count == 0 ? null : Math.Round(acknowledged[acknowledged.Count / 2], 1),
            Worst = [.. alarms.GroupBy(a => (a.Head.Rule, a.Head.Subject)).Select(g => (First: g.First(), Count: g.Sum(a => a.History.Count(s => s.What is "raised" or "reopened"))))
                .OrderByDescending(g => g.Count).ThenBy(g => g.First.Id).Take(10)
                .Select(g => new WorstAlarm { NameVi = g.First.Head.NameVi, NameEn = g.First.Head.NameEn, SubjectName = g.First.Head.SubjectName, Count = g.Count })],
        };
    }

    private static DateTimeOffset? Instant(long ms) => ms == 0 ? null : LocalTime.At(ms);
}
