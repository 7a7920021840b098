using EduDx.Live.City;
using EduDx.Ops.Access.Gate;
using EduDx.Ops.Access.Rules;
using EduDx.Ops.Audit;
using EduDx.Ops.Care;
using EduDx.Ops.Ingest;

namespace EduDx.Ops.Api;

/// <summary>The norms of kindergarten care, and the evidence of a kitchen's day.</summary>
internal static class CareApi
{
    private const int MaxNormBytes = 256 * 1024;

    public static void MapCareApi(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/v1/norms", (NormsStore norms) => Results.Bytes(norms.Text, "application/json")).NeedsSomewhere(AccessAction.Read, DataClass.Care).WithSummary("The norms of kindergarten care in force");
        routes.MapPut("/api/v1/norms", ReplaceAsync).Needs(AccessAction.Configure, DataClass.Care).WithMetadata(new Microsoft.AspNetCore.Mvc.RequestSizeLimitAttribute(MaxNormBytes)).Audited("norms.replace", "norms").WithSummary("Puts other norms in force");
        routes.MapGet("/api/v1/care/evidence", EvidenceAsync).Needs(AccessAction.Export, DataClass.Care, "school").Audited("evidence.export", "{school}/{kitchen}/{day}").WithSummary("The evidence of a kitchen's day as one file whose hash chain verifies offline");
    }

    private static async Task<IResult> ReplaceAsync(HttpRequest request, NormsStore norms, CancellationToken cancel)
    {
        if (request.ContentLength > MaxNormBytes) return Problems.Bad($"the norms have more than {MaxNormBytes} bytes");
        using var memory = new MemoryStream();
        await request.Body.CopyToAsync(memory, cancel);
        var errors = norms.Replace(memory.ToArray());
        return errors.Count == 0
            ? Results.Ok(new { ageGroups = norms.Current.AgeGroups.Length, energy = norms.Current.Energy.Length })
            : Results.Problem(string.Join('\n', errors.Take(50)), statusCode: StatusCodes.Status422UnprocessableEntity, title: $"{errors.Count} mistakes in the norms");
    }

    private static async Task<IResult> EvidenceAsync(string? school, string? kitchen, string? day, CityHolder holder, EvidenceRunner runner, HttpResponse response, CancellationToken cancel)
    {
        var city = holder.Current;
        if (!DateOnly.TryParseExact(day, "yyyy-MM-dd", out var date)) return Problems.Bad($"day '{day}' is not a date; write it as 2026-11-23");
        if (Array.Find(city.Schools, s => s.Node.Id == school) is not { } model) return Problems.Missing($"the tree has no school '{school}'; GET /api/v1/tree lists them");
        if (Array.Find(model.Campuses, c => c.Node.Id == $"{school}.{kitchen}") is not { } campus)
        {
            return Problems.Missing($"the school '{school}' has no kitchen '{kitchen}'; its kitchens are {string.Join(", ", model.Campuses.Select(c => c.Node.Id[(model.Node.Id.Length + 1)..]))}");
        }
        if (!runner.Reaches(date)) return Problems.Missing($"the log no longer holds the whole of {day}: it keeps Ops:Log:RetainDays days; ask for the evidence of a day while it is there");
        var (file, head) = await runner.RunAsync(model, campus, date, cancel);
        response.Headers["X-Evidence-Head"] = head;
        return Results.File(file, "application/x-ndjson", $"{school}-{kitchen}-{day}.jsonl");
    }
}
