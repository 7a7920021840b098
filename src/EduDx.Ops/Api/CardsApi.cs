using System.Globalization;
using EduDx.Contracts.Frames;
using EduDx.Live.City;
using EduDx.Ops.Access.Gate;
using EduDx.Ops.Access.Rules;
using EduDx.Ops.Audit;
using EduDx.Ops.Cards;
using EduDx.Ops.Cards.Keys;
using EduDx.Ops.Ingest;
using EduDx.Registry.Cards;

namespace EduDx.Ops.Api;

/// <summary>Signed cards: issue, print, revoke, and the keys.</summary>
internal static class CardsApi
{
    private const int MaxReason = 200;

    public static void MapCardsApi(this IEndpointRouteBuilder routes)
    {
        routes.MapPost("/api/v1/cards", IssueAsync).ForKnown().Audited("cards.issue", context => context.GetArgument<CardsRequest>(0).Node ?? "?").WithSummary("Gives everybody of a class or campus a signed card").Produces<CardsAnswer>();
        routes.MapGet("/api/v1/cards/sheet", SheetAsync).Needs(AccessAction.Export, DataClass.Persons, "node").Audited("cards.sheet", "{node}").WithSummary("The cards of a class for the printer, with names (A4, HTML)").Produces<string>(StatusCodes.Status200OK, "text/html");
        routes.MapPost("/api/v1/cards/{card}/revoke", RevokeAsync).ForKnown().Audited("cards.revoke", "{card}").WithSummary("Revokes a card at once");
        routes.MapGet("/api/v1/cards/revoked", RevokedAsync).Needs(AccessAction.Read, DataClass.Events).WithSummary("The revocation list").Produces<RevokedAnswer>();
        routes.MapGet("/api/v1/cards/keys", (CardOffice office) => Results.Json(Keys(office.Keys), ContractJson.Readable.CardKeysAnswer)).ForKnown().WithSummary("The public keys that are trusted").Produces<CardKeysAnswer>();
        routes.MapPost("/api/v1/cards/keys/rotate", (CardOffice office) =>
        {
            office.Keys.Rotate();
            return Results.Json(Keys(office.Keys), ContractJson.Readable.CardKeysAnswer);
        }).Needs(AccessAction.Configure, DataClass.Events).Audited("cards.rotate", "key").WithSummary("Makes a new key that seals from now on; older cards stay good").Produces<CardKeysAnswer>();
        routes.MapPost("/api/v1/cards/keys/{key}/withdraw", (string key, CardOffice office) => TryHex(key, out var kid) && office.Keys.Withdraw(kid)
            ? Results.Json(Keys(office.Keys), ContractJson.Readable.CardKeysAnswer)
            : Problems.Missing($"there is no trusted key '{key}'; GET /api/v1/cards/keys lists them")).Needs(AccessAction.Configure, DataClass.Events).Audited("cards.withdraw", "{key}").WithSummary("Trusts a key no more: its cards are refused").Produces<CardKeysAnswer>();
    }

    // The school's own office gives out cards, and whoever looks after the roster.
    private static IResult? Refusal(Caller caller, string? node) =>
        caller.May(AccessAction.Configure, DataClass.Attendance, node) ? null : caller.Refusal(AccessAction.Act, DataClass.Attendance, node);

    private static async Task<IResult> IssueAsync(CardsRequest body, CardOffice office, CityHolder holder, Caller caller, TimeProvider time, CancellationToken cancel)
    {
        if (Refusal(caller, body.Node) is { } refusal) return refusal;
        if (Find(holder.Current, body.Node, out var problem) is null) return problem!;
        if (body.SchoolYear is < 2000 or > 2200) return Problems.Bad($"schoolYear {body.SchoolYear} is not 2000 to 2200");
        if (body.Expires <= time.GetUtcNow()) return Problems.Bad($"expires {body.Expires:O} is over; leave it out for the end of the school year");
        var held = await office.IssueAsync(body.Node, body.SchoolYear, body.Expires, cancel);
        return Results.Json(
            new CardsAnswer
            {
                Node = body.Node,
                Key = CardToken.Text(office.Keys.Active().Kid),
                Cards = [.. held.Select(c => new IssuedCard
                {
                    Card = CardToken.Text(c.Card), Person = c.Person, Token = office.Seal(c), SchoolYear = c.SchoolYear,
                    IssuedAt = LocalTime.At(c.IssuedAt * 1000), ExpiresAt = LocalTime.At(c.ExpiresAt * 1000),
                })],
            },
            ContractJson.Readable.CardsAnswer);
    }

    private static async Task<IResult> SheetAsync(string node, int? schoolYear, int? size, HttpResponse response, CardOffice office, CityHolder holder, CancellationToken cancel)
    {
        var city = holder.Current;
        if (Find(city, node, out var problem) is not { } found) return problem!;
        if (size is < CardSheet.LeastMm or > CardSheet.MostMm) return Problems.Bad($"size is the width of a code in millimetres, {CardSheet.LeastMm} to {CardSheet.MostMm}");
        var held = await office.OfAsync(node, schoolYear, cancel);
        if (held.Count == 0) return Problems.Missing($"'{node}' has no cards of the school year {schoolYear ?? office.SchoolYear}; issue them first: POST /api/v1/cards");
        // Names: no cache on the way may keep the page.
        response.Headers.CacheControl = "no-store";
        var names = await office.NamesAsync(held, cancel);
        var rows = held.Select(c => (c, names.GetValueOrDefault(c.PersonKey), office.Seal(c))).ToArray();
        return Results.Content(CardSheet.Write(city.SchoolOf(found)!.Node.Name, found.Name, rows, size ?? CardSheet.UsualMm), "text/html; charset=utf-8");
    }

    private static async Task<IResult> RevokeAsync(string card, RevokeRequest body, CardOffice office, CityHolder holder, Caller caller, CancellationToken cancel)
    {
        var city = holder.Current;
        var school = TryHex(card, out var number) && office.HolderOf(number) is { } person && (uint)person < (uint)city.PersonByKey.Length && city.PersonByKey[person] is >= 0 and var at
            ? city.Schools[city.PersonRefs[at].School].Node.Id : null;
        // A card of nobody is the whole city's: who may not revoke there is not told that there is none.
        if (Refusal(caller, school) is { } refusal) return refusal;
        if (string.IsNullOrWhiteSpace(body.Reason) || body.Reason.Length > MaxReason) return Problems.Bad($"'reason' says in 1 to {MaxReason} characters why the card is revoked, without names");
        return TryHex(card, out var id) && await office.RevokeAsync(id, body.Reason.Trim(), cancel) ? Results.Ok() : Problems.Missing($"there is no card '{card}'; its number stands on the card, 16 hex digits");
    }

    private static async Task<IResult> RevokedAsync(CardOffice office, CancellationToken cancel) => Results.Json(
        new RevokedAnswer { Cards = [.. (await office.RevokedAsync(cancel)).Select(c => new RevokedItem(CardToken.Text(c.Card), LocalTime.At(c.RevokedAt * 1000), c.RevokedFor))] },
        ContractJson.Readable.RevokedAnswer);

    private static CardKeysAnswer Keys(CardKeys keys) =>
        new() { Keys = [.. keys.All.Select(k => new CardKeyItem(CardToken.Text(k.Kid), k.Created.ToOffset(LocalTime.Offset), k.CanSign, k.PublicPem()))] };

    private static Node? Find(CityModel city, string id, out IResult? problem)
    {
        problem = null;
        if (!city.NodeById.TryGetValue(id, out var index)) problem = Problems.Missing($"the tree has no node '{id}'; GET /api/v1/tree lists them");
        else if (city.Nodes[index].Kind is not (NodeKind.Class or NodeKind.Campus)) problem = Problems.Bad($"'{id}' is neither a class nor a campus (whose staff is meant); cards are issued and printed for one of them at a time");
        else return city.Nodes[index];
        return null;
    }

    private static bool TryHex(string text, out ulong number) => ulong.TryParse(text, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out number) && text.Length == 16;
}
