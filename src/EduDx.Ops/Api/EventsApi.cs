using System.Text.Json;
using EduDx.Contracts.Frames;
using EduDx.Contracts.Topics;
using EduDx.Live.City;
using EduDx.Log;
using EduDx.Ops.Access.Gate;
using EduDx.Ops.Access.Rules;
using EduDx.Ops.Audit;
using EduDx.Ops.Ingest;
using EduDx.Ops.Ingest.Mqtt;

namespace EduDx.Ops.Api;

/// <summary>Rejected events, and the office's corrections.</summary>
internal static class EventsApi
{
    public static void MapEventsApi(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/v1/rejected", (int? limit, long? before, RejectedEvents rejected) => limit is < 1 or > 1000
            ? Problems.Bad("limit is 1 to 1000")
            : Results.Json(rejected.List(limit ?? 100, before), ContractJson.Readable.RejectedAnswer))
            .Needs(AccessAction.Read, DataClass.Events).Audited("rejected.list", "newest").WithSummary("Rejected events with their reasons, newest first").Produces<RejectedAnswer>();
        routes.MapPost("/api/v1/rejected/{offset:long}/resend", ResendAsync).Needs(AccessAction.Act, DataClass.Events).Audited("rejected.resend", "{offset}").WithSummary("Takes a rejected event in again");
        routes.MapPost("/api/v1/attendance/override", OverrideAsync).NeedsSomewhere(AccessAction.Act, DataClass.Attendance).Audited("attendance.override", "office", (context, _) => Said(context.GetArgument<OverrideRequest>(0)))
            .WithSummary("The office's correction for one person");
    }

    private static async Task<IResult> ResendAsync(long offset, RejectedEvents rejected, CancellationToken cancel) =>
        await rejected.ResendAsync(offset, cancel) is { } result ? Answer(result) : Problems.Missing($"there is no rejected event {offset}; GET /api/v1/rejected lists them");

    private static async Task<IResult> OverrideAsync(OverrideRequest body, Ingestor ingestor, EventLog log, TimeProvider time, Caller caller, CancellationToken cancel)
    {
        if (caller.Refusal(AccessAction.Act, DataClass.Attendance, body.School) is { } refusal) return refusal;
        var at = body.At ?? time.GetUtcNow().ToOffset(LocalTime.Offset);
        // The same correction sent twice within a millisecond is the same event.
        var id = body.Id ?? Guid.CreateVersion7(at);
        var payload = JsonSerializer.SerializeToUtf8Bytes(new { id, at, person = body.Person, state = body.State, by = caller.Account?.Row.Name ?? body.By });
        var topic = SourceTopic.Format(body.School, SourceKind.Office, "main", MessageKind.Override);
        var result = ingestor.Ingest(System.Text.Encoding.UTF8.GetBytes(topic), payload, PayloadFormat.Json);
        if (result.Status == AppendStatus.Queued) await log.WaitAsync(result.Ticket, cancel);
        return Answer(result);
    }

    private static string Said(OverrideRequest body) => $"{body.School} {body.Person} {body.State}";

    private static IResult Answer(in IngestResult result) => result switch
    {
        { Status: not AppendStatus.Queued } => Problems.Later(PublishAnswer.Refusal(result.Status)),
        { Accepted: > 0 } => Results.Ok(new { accepted = result.Accepted, rejected = result.Rejected }),
        _ => Results.Problem(result.Detail, statusCode: StatusCodes.Status422UnprocessableEntity, title: result.Reason.Code()),
    };

    /// <summary>Body of the override.</summary>
    /// <param name="School">School id.</param>
    /// <param name="Person">Pseudonym.</param>
    /// <param name="State"><c>present</c>, <c>late</c>, <c>absent</c> or <c>excused</c>.</param>
    /// <param name="By">Who decided.</param>
    /// <param name="At">When; null for now. Decides the session.</param>
    /// <param name="Id">Event id; null for a new one.</param>
    internal sealed record OverrideRequest(string School, string Person, string State, string By, DateTimeOffset? At, Guid? Id);
}
