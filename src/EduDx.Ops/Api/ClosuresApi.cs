using EduDx.Contracts.Frames;
using EduDx.Live.City;
using EduDx.Live.Closures;
using EduDx.Ops.Access.Gate;
using EduDx.Ops.Access.Rules;
using EduDx.Ops.Audit;
using EduDx.Ops.Closures;
using EduDx.Ops.Hub;
using EduDx.Ops.Ingest;
using EduDx.Ops.Pipeline;

namespace EduDx.Ops.Api;

/// <summary>Closing and reopening schools.</summary>
internal static class ClosuresApi
{
    public static void MapClosuresApi(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/v1/closures", (ClosureJournal journal, CityHolder holder, Caller caller) => Results.Json(
            new ClosuresAnswer { Closures = [.. journal.All.Where(c => Nodes(holder.Current, c).Any(n => caller.May(AccessAction.Read, DataClass.Structure, n))).Select(c => StatusFrames.Card(holder.Current, c, n => caller.May(AccessAction.Read, DataClass.Structure, n.Id)))] }, ContractJson.Readable.ClosuresAnswer))
            .NeedsSomewhere(AccessAction.Read, DataClass.Structure).WithSummary("Closures, newest first").Produces<ClosuresAnswer>();
        routes.MapPost("/api/v1/closures", CloseAsync).NeedsSomewhere(AccessAction.Act, DataClass.Structure).Audited("closure.close", "schools", (context, _) => Said(context.GetArgument<ClosureAction>(0))).NeedsLog()
            .WithSummary("Closes the schools under nodes of the tree").Produces<ClosureCard>();
        routes.MapPost("/api/v1/closures/{id:long}/{action}", ActAsync).NeedsSomewhere(AccessAction.Act, DataClass.Structure).Audited("closure.{action}", "{id}").NeedsLog().WithSummary("reopen, undo or check").Produces<ClosureCard>();
    }

    private static async Task<IResult> CloseAsync(ClosureAction body, ClosureJournal journal, RegistryFeed feed, CityHolder holder, Caller caller, CancellationToken cancel)
    {
        var city = holder.Current;
        if (!Enum.TryParse<ClosureStatus>(body.Status, ignoreCase: true, out var status) || !Enum.IsDefined(status)) return Problems.Bad($"status '{body.Status}' is not closed, flooded, online or shelter");
        var keys = new List<int>();
        foreach (var id in body.Nodes ?? [])
        {
            // First: who may not close there is not told whether it is in the tree.
            if (caller.Refusal(AccessAction.Act, DataClass.Structure, id) is { } refusal) return refusal;
            if (!city.NodeById.TryGetValue(id, out var index)) return Problems.Missing($"the tree has no node '{id}'; GET /api/v1/tree lists them");
            if (city.Nodes[index].Kind > NodeKind.School) return Problems.Bad($"'{id}' is a {NodeFigures.Word(city.Nodes[index].Kind)}; schools, communes and the city are closed");
            keys.Add(city.Nodes[index].Key);
        }
        var (closure, problem) = await journal.CloseAsync(status, [.. keys.Distinct()], body.Reason, caller.Account?.Row.Name ?? body.By, body.From, body.To, cancel);
        return await AnswerAsync(closure, problem, feed, holder, cancel);
    }

    private static async Task<IResult> ActAsync(long id, string action, ClosureStepAction body, ClosureJournal journal, RegistryFeed feed, CityHolder holder, Caller caller, CancellationToken cancel)
    {
        // All of its nodes: an order for the city is not reopened by one school.
        if (journal.Find(id) is { } before && Nodes(holder.Current, before).FirstOrDefault(n => !caller.May(AccessAction.Act, DataClass.Structure, n)) is { } beyond) return caller.Refused(AccessAction.Act, DataClass.Structure, beyond);
        if (!ClosureDesk.Actions.Contains(action)) return Problems.Missing($"there is no action '{action}'; the actions are {string.Join(", ", ClosureDesk.Actions)}");
        var (closure, problem) = await journal.ActAsync(id, action, caller.Account?.Row.Name ?? body.By, body.Item, cancel);
        return closure is null && problem is null
            ? Problems.Missing($"there is no closure {id}; GET /api/v1/closures lists them")
            : await AnswerAsync(closure, problem, feed, holder, cancel);
    }

    private static string Said(ClosureAction body) => $"{body.Status} {string.Join(' ', body.Nodes ?? [])}";

    // A node that has left the tree is anybody's who may see the whole city.
    private static IEnumerable<string> Nodes(CityModel city, Closure closure) => closure.Nodes.Select(key => city.NodeByKey.TryGetValue(key, out var at) ? city.Nodes[at].Id : "?");

    // What is answered is in force: the model is swapped before the reply.
    private static async Task<IResult> AnswerAsync(Closure? closure, string? problem, RegistryFeed feed, CityHolder holder, CancellationToken cancel)
    {
        if (closure is null) return Results.Problem(problem, statusCode: StatusCodes.Status409Conflict, title: "not done");
        await feed.TakeClosuresAsync(cancel);
        return Results.Json(StatusFrames.Card(holder.Current, closure, _ => true), ContractJson.Readable.ClosureCard);
    }
}
