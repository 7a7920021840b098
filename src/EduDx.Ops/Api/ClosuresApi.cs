using EduDx.Contracts.Frames;
using EduDx.Live.City;
using EduDx.Live.Closures;
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
        routes.MapGet("/api/v1/closures", (ClosureJournal journal, CityHolder holder) => Results.Json(
            new ClosuresAnswer { Closures = [.. journal.All.Select(c => StatusFrames.Card(holder.Current, c))] }, ContractJson.Readable.ClosuresAnswer))
            .WithSummary("Closures, newest first").Produces<ClosuresAnswer>();
        routes.MapPost("/api/v1/closures", CloseAsync).Audited("closure.close", "schools", (context, _) => Nodes(context.GetArgument<ClosureAction>(0)))
            .WithSummary("Closes the schools under nodes of the tree").Produces<ClosureCard>();
        routes.MapPost("/api/v1/closures/{id:long}/{action}", ActAsync).Audited("closure.{action}", "{id}").WithSummary("reopen, undo or check").Produces<ClosureCard>();
    }

    private static async Task<IResult> CloseAsync(ClosureAction body, ClosureJournal journal, RegistryFeed feed, CityHolder holder, CancellationToken cancel)
    {
        var city = holder.Current;
        if (!Enum.TryParse<ClosureStatus>(body.Status, ignoreCase: true, out var status) || !Enum.IsDefined(status)) return Problems.Bad($"status '{body.Status}' is not closed, flooded, online or shelter");
        var keys = new List<int>();
        foreach (var id in body.Nodes ?? [])
        {
            if (!city.NodeById.TryGetValue(id, out var index)) return Problems.Missing($"the tree has no node '{id}'; GET /api/v1/tree lists them");
            if (city.Nodes[index].Kind > NodeKind.School) return Problems.Bad($"'{id}' is a {NodeFigures.Word(city.Nodes[index].Kind)}; schools, communes and the city are closed");
            keys.Add(city.Nodes[index].Key);
        }
        var (closure, problem) = await journal.CloseAsync(status, [.. keys.Distinct()], body.Reason, body.By, body.From, body.To, cancel);
        return await AnswerAsync(closure, problem, feed, holder, cancel);
    }

    private static async Task<IResult> ActAsync(long id, string action, ClosureStepAction body, ClosureJournal journal, RegistryFeed feed, CityHolder holder, CancellationToken cancel)
    {
        if (!ClosureDesk.Actions.Contains(action)) return Problems.Missing($"there is no action '{action}'; the actions are {string.Join(", ", ClosureDesk.Actions)}");
        var (closure, problem) = await journal.ActAsync(id, action, body.By, body.Item, cancel);
        return closure is null && problem is null
            ? Problems.Missing($"there is no closure {id}; GET /api/v1/closures lists them")
            : await AnswerAsync(closure, problem, feed, holder, cancel);
    }

    private static string Nodes(ClosureAction body) => $"{body.Status} {string.Join(' ', body.Nodes ?? [])}";

    // What is answered is in force: the model is swapped before the reply.
    private static async Task<IResult> AnswerAsync(Closure? closure, string? problem, RegistryFeed feed, CityHolder holder, CancellationToken cancel)
    {
        if (closure is null) return Results.Problem(problem, statusCode: StatusCodes.Status409Conflict, title: "not done");
        await feed.TakeClosuresAsync(cancel);
        return Results.Json(StatusFrames.Card(holder.Current, closure), ContractJson.Readable.ClosureCard);
    }
}
