using EduDx.Live.City;

namespace EduDx.Ops.Hub;

/// <summary>What a viewer asks for.</summary>
/// <param name="View">One of <see cref="Views"/>.</param>
/// <param name="Scope">Node id; null for the city.</param>
/// <param name="Day">Null for today.</param>
/// <param name="Period">Null for the clock's.</param>
public sealed record FrameRequest(string View, string? Scope, DateOnly? Day, Period? Period)
{
    /// <summary>What is left out of the frame, because the viewer has no right to that class of data.</summary>
    public FrameParts Without { get; init; }

    /// <summary>Views that there are.</summary>
    public static readonly string[] Views = ["overview", "attendance", "care", "staff", "devices", "rooms", "status", "alarms", "system", "school"];

    /// <summary>The history series that goes on where the live days of a view end.</summary>
    public static string SeriesOf(string view) => view switch { "devices" or "rooms" or "alarms" or "staff" => view, "care" => "meals", "status" => "closures", _ => "attendance" };

    /// <summary>Reads the words of an address.</summary>
    /// <param name="view">View.</param>
    /// <param name="scope">Node id; empty for the city.</param>
    /// <param name="day"><c>YYYY-MM-DD</c>; empty for today.</param>
    /// <param name="session"><c>morning</c> or <c>afternoon</c>; empty for the clock's.</param>
    /// <param name="request">What was asked for.</param>
    /// <returns>Null, or what is wrong and what is allowed.</returns>
    public static string? TryParse(string view, string? scope, string? day, string? session, out FrameRequest request)
    {
        request = new FrameRequest(view, string.IsNullOrEmpty(scope) ? null : scope, null, null);
        if (!Views.Contains(view)) return $"there is no view '{view}'; the views are {string.Join(", ", Views)}";
        if (!string.IsNullOrEmpty(day))
        {
            if (!DateOnly.TryParseExact(day, "yyyy-MM-dd", out var parsed)) return $"day '{day}' is not a date; write it as 2026-11-23";
            request = request with { Day = parsed };
        }
        if (string.IsNullOrEmpty(session)) return null;
        Period? period = session switch { "morning" => Live.City.Period.Morning, "afternoon" => Live.City.Period.Afternoon, _ => null };
        request = request with { Period = period };
        return period is null ? $"there is no session '{session}'; the sessions are morning and afternoon" : null;
    }
}

/// <summary>Parts of a frame that are of another class of data than its view.</summary>
[Flags]
public enum FrameParts
{
    /// <summary>None.</summary>
    None = 0,
    /// <summary>Rows of single persons under their pseudonyms.</summary>
    PersonRows = 1,
    /// <summary>The line of alarms that every wall has.</summary>
    AlarmLine = 2,
}
