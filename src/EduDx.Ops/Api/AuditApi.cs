using System.Text.Json.Nodes;
using EduDx.Ops.Access.Gate;
using EduDx.Ops.Access.Rules;
using EduDx.Ops.Audit;

namespace EduDx.Ops.Api;

/// <summary>Reading the audit.</summary>
internal static class AuditApi
{
    private const int Most = 1_000;

    public static void MapAuditApi(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/api/v1/audit", List).Needs(AccessAction.Read, DataClass.Audit).Audited("audit.read", "audit").WithSummary("Entries of the audit, newest first, and its head");

    private static IResult List(int? limit, long? before, AuditLog audit)
    {
        if (limit is < 1 or > Most) return Problems.Bad($"limit is 1 to {Most}");
        var (seq, hash) = audit.Head;
        return Results.Ok(new { seq, head = hash, entries = audit.Read(before ?? long.MaxValue, limit ?? 100).Select(l => JsonNode.Parse(l)) });
    }
}
