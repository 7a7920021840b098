using EduDx.Contracts.Ingest.V1;
using EduDx.FirmwareSim.City;

namespace EduDx.FirmwareSim.Days;

/// <summary>
/// What a school's people enter through the day, written before it begins: phones, class tablets, the kitchens' and the office's. Kiosks and devices are
/// <see cref="DeviceActor"/>s, because what they send depends on their own state.
/// </summary>
public sealed class ScriptActor : IDayActor
{
    private readonly List<ScriptLine> _lines;
    private readonly List<ScriptLine> _sent = [];
    private int _next;

    /// <summary>A script in any order.</summary>
    public ScriptActor(SimSchool school, List<ScriptLine> lines)
    {
        School = school;
        // A stable order: the same day sent again sends the same.
        var order = Enumerable.Range(0, lines.Count).OrderBy(i => lines[i].SendMs).ThenBy(i => i).ToArray();
        _lines = [.. order.Select(i => lines[i])];
    }

    /// <summary>The school.</summary>
    public SimSchool School { get; }
    /// <summary>While it says nothing, Unix milliseconds; null for never.</summary>
    public (long FromMs, long ToMs)? Silence { get; set; }
    /// <summary>What was sent.</summary>
    public IReadOnlyList<ScriptLine> Sent => _sent;

    /// <inheritdoc/>
    public void StartNotBefore(long ms) => _lines.RemoveAll(l => l.SendMs < ms);

    /// <inheritdoc/>
    public void Emit(long fromMs, long toMs, List<Event> into)
    {
        for (; _next < _lines.Count && _lines[_next].SendMs < toMs; _next++)
        {
            var line = _lines[_next];
            if (Silence is { } silence && line.SendMs >= silence.FromMs && line.SendMs < silence.ToMs) continue;
            _sent.Add(line);
            into.Add(line.Event);
        }
    }
}

/// <summary>One event of a script.</summary>
/// <param name="SendMs">When it is sent; when it happened stands in the event.</param>
/// <param name="Event">The event.</param>
/// <param name="Person">Index among the events of people; -1 when it is none of them.</param>
public readonly record struct ScriptLine(long SendMs, Event Event, int Person = -1);
