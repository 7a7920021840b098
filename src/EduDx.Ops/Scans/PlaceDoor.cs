using System.Text;
using EduDx.Ops.Access.Devices;
using EduDx.Ops.Access.Gate;
using EduDx.Ops.Access.Rules;
using EduDx.Ops.Api;
using EduDx.Ops.Audit;
using EduDx.Ops.Ingest;

namespace EduDx.Ops.Scans;

/// <summary>
/// Who may read the rotating code of a place: the kiosk itself, by its secret; a screen that was paired for that school or a part of it; and people who may correct
/// the attendance of that school, to whom a code gives nothing that they do not have. Whoever else reads it could send it on to somebody who is not there.
/// </summary>
internal sealed class PlaceDoor(DeviceAccess devices, CityHolder holder, AuditLog audit)
{
    private const string Bearer = "Bearer ";

    /// <summary>Why not, as the answer to the request; null when they may.</summary>
    public IResult? Refusal(HttpContext context, string school, string kiosk)
    {
        var caller = Caller.Of(context);
        if (caller.May(AccessAction.Act, DataClass.Attendance, school) || IsOfSchool(caller, school)) return null;
        var isKiosk = IsKiosk(context, caller, school, kiosk);
        if (isKiosk == true) return null;
        audit.Append(new(caller.Principal.Id, "access", "GET /api/v1/places/{school}/{kiosk}/code", "", AuditOutcome.Refused));
        return caller.IsKnown || isKiosk is not null
            ? Problems.Forbidden("the code of a place is for its own kiosk, for a screen paired for that school, and for who may correct that school's attendance (docs/access.md)")
            : Problems.SignIn("send the kiosk's secret or the token of a screen paired for that school as 'Authorization: Bearer TOKEN', or sign in at /sign-in (docs/access.md)");
    }

    // A screen of a commune or of the city is read by people of everywhere.
    private bool IsOfSchool(Caller caller, string school) =>
        caller.Account is null && caller.Screen is { } screen && NodePaths.Of(holder.Current, screen.Row.Node).Contains(school);

    // Null when it shows no secret that is in force.
    private bool? IsKiosk(HttpContext context, Caller caller, string school, string kiosk) =>
        !caller.IsKnown && context.Request.Headers.Authorization is [{ } value] && value.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase)
        && devices.SourceOf(context.Connection.RemoteIpAddress?.ToString() ?? "", Encoding.UTF8.GetBytes(value[Bearer.Length..].Trim())) is { } source
            ? source == $"{school}/kiosk/{kiosk}"
            : null;
}
