using System.Text;
using EduDx.Contracts.Frames;
using EduDx.Contracts.Topics;
using EduDx.Live.City;
using EduDx.Ops.Access.Gate;
using EduDx.Ops.Access.Rules;
using EduDx.Ops.Audit;
using EduDx.Ops.Cards;
using EduDx.Ops.Ingest;
using EduDx.Ops.Scans;

namespace EduDx.Ops.Api;

/// <summary>Suspicious scans, and the rotating codes of places.</summary>
internal static class ScansApi
{
    private const int ScreenMm = 120;

    public static void MapScansApi(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/v1/flagged", (int? limit, long? before, FlaggedScans flagged) => limit is < 1 or > 1000
            ? Problems.Bad("limit is 1 to 1000")
            : Results.Json(flagged.List(limit ?? 100, before), ContractJson.Readable.FlaggedAnswer))
            .Needs(AccessAction.Read, DataClass.Events | DataClass.PersonRows).Audited("flagged.list", "newest").WithSummary("Suspicious scans with what is suspicious about them, newest first").Produces<FlaggedAnswer>();
        routes.MapGet("/api/v1/places/{school}/{kiosk}/code", (string school, string kiosk, HttpContext context, PlaceDoor door, PlaceCodes codes, CityHolder holder, TimeProvider time) =>
        {
            if (door.Refusal(context, school, kiosk) is { } refusal) return refusal;
            if (Kiosk(holder.Current, school, kiosk) is not { } found) return Missing(school, kiosk);
            context.Response.Headers.CacheControl = "no-store";
            var now = time.GetUtcNow();
            var (text, next) = codes.Show(found.Key, now.ToUnixTimeMilliseconds());
            return Results.Json(new PlaceCodeAnswer(text, LocalTime.At(next), now.ToOffset(LocalTime.Offset)), ContractJson.Readable.PlaceCodeAnswer);
        }).ForDevices().WithSummary("The rotating code of a place, for its screen").Produces<PlaceCodeAnswer>();
        routes.MapGet("/api/v1/places/{school}/{kiosk}/screen", (string school, string kiosk, HttpContext context, PlaceDoor door, PlaceCodes codes, CityHolder holder, TimeProvider time) =>
        {
            if (door.Refusal(context, school, kiosk) is { } refusal) return refusal;
            if (Kiosk(holder.Current, school, kiosk) is not { } found) return Missing(school, kiosk);
            context.Response.Headers.CacheControl = "no-store";
            var (text, _) = codes.Show(found.Key, time.GetUtcNow().ToUnixTimeMilliseconds());
            return Results.Content(Screen(holder.Current, found, text), "text/html; charset=utf-8");
        }).ForDevices().WithSummary("The same as a page that a tablet can show all day").Produces<string>(StatusCodes.Status200OK, "text/html");
    }

    // Without a script: it comes anew every five seconds, which any browser does for days.
    private static string Screen(CityModel city, IngestSource place, string text) =>
        "<!DOCTYPE html><html lang=\"vi\"><head><meta charset=\"utf-8\"><meta http-equiv=\"refresh\" content=\"5\"><title>Mã điểm danh</title><link rel=\"icon\" href=\"/icon.svg\"><link rel=\"stylesheet\" href=\"/css/fonts.css\"><link rel=\"stylesheet\" href=\"/css/cards.css\"></head><body>"
        + $"<main class=\"place\"><h1>{System.Net.WebUtility.HtmlEncode(city.Schools[place.School].Node.Name)}</h1>{QrSvg.Draw(text, ScreenMm)}"
        + "<p>Quét mã bằng điện thoại – mã đổi mỗi 15 giây<br>Scan with your phone – the code changes every 15 seconds</p></main></body></html>";

    private static IngestSource? Kiosk(CityModel city, string school, string kiosk)
    {
        var topic = Encoding.UTF8.GetBytes($"edudx/v1/{school}/kiosk/{kiosk}/scan");
        return SourceTopic.TryParse(topic, out var parsed) && IngestSource.TryFind(city, parsed, out var source) ? source : null;
    }

    private static IResult Missing(string school, string kiosk) => Problems.Missing($"the registry has no kiosk '{kiosk}' in the school '{school}'");
}
