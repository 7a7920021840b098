using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;
using EduDx.Live.City;
using EduDx.Ops.Access.Gate;
using EduDx.Ops.Access.Rules;
using EduDx.Ops.Audit;
using EduDx.Ops.Ingest;
using EduDx.Ops.Pipeline;
using EduDx.Ops.Vault;
using EduDx.Registry;

namespace EduDx.Ops.Api;

/// <summary>Who a pseudonym is: only for a purpose of the register, with the number of the case, and each look in the audit before it is answered.</summary>
internal static partial class PersonsApi
{
    private const int MaxName = 100;

    public static void MapPersonsApi(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/v1/purposes", (PurposeRegister purposes) => Results.Ok(purposes.All)).ForKnown().WithSummary("The register of purposes");
        routes.MapPost("/api/v1/persons/lookup", LookUpAsync).NeedsSomewhere(AccessAction.Read, DataClass.Persons).Audited("person.lookup", Subject, Detail).WithSummary("Who a pseudonym is");
        routes.MapPost("/api/v1/persons/export", ExportAsync).NeedsSomewhere(AccessAction.Export, DataClass.Persons).Audited("person.export", Subject, Detail).WithSummary("Everything that the registry holds about a person");
        routes.MapPost("/api/v1/persons/correct", CorrectAsync).NeedsSomewhere(AccessAction.Act, DataClass.Persons).Audited("person.correct", Subject, Detail).WithSummary("Corrects name, identity number or day of birth");
        routes.MapPost("/api/v1/persons/erase", EraseAsync).NeedsSomewhere(AccessAction.Manage, DataClass.Persons).Audited("person.erase", Subject, Detail).WithSummary("Erases a person; answers the receipt");
        routes.MapGet("/api/v1/persons/receipts/{receipt}", ReceiptAsync).NeedsSomewhere(AccessAction.Read, DataClass.Persons).WithSummary("What the receipt of an erasure stands for");
    }

    private static async Task<IResult> LookUpAsync(PersonRequest body, Desk desk, CancellationToken cancel) =>
        await desk.ProblemAsync("lookup", AccessAction.Read, body, cancel) ?? desk.Answer(await desk.Registry.LookUpAsync(body.Person, cancel));

    private static async Task<IResult> ExportAsync(PersonRequest body, Desk desk, CancellationToken cancel) =>
        await desk.ProblemAsync("export", AccessAction.Export, body, cancel) ?? desk.Answer(await desk.Registry.ExportAsync(body.Person, cancel));

    private static async Task<IResult> CorrectAsync(PersonRequest body, Desk desk, RegistryFeed feed, IHostApplicationLifetime host, CancellationToken cancel)
    {
        if (await desk.ProblemAsync("correct", AccessAction.Act, body, cancel) is { } problem) return problem;
        if (body.Name is { } name && (name.Trim().Length == 0 || name.Length > MaxName || name.Any(char.IsControl) || name[0] is '=' or '+' or '-' or '@' or ' ')) return Problems.Bad($"'name' must be 1 to {MaxName} characters, with no control character, not begin with one of = + - @");
        if (body.Identity is { Length: > 0 } identity && !IdentityNumber().IsMatch(identity)) return Problems.Bad("'identity' must be 1 to 32 letters, digits and hyphens");
        if (body.Name is null && body.Identity is null && body.Birth is null) return Problems.Bad("nothing to correct: give 'name', 'identity' or 'birth'");
        await desk.Registry.CorrectAsync(body.Person, body.Name, body.Identity, body.Birth, cancel);
        await TakeAsync(feed, host);
        return Results.NoContent();
    }

    private static async Task<IResult> EraseAsync(PersonRequest body, Desk desk, RegistryFeed feed, IHostApplicationLifetime host, TimeProvider time, CancellationToken cancel)
    {
        if (await desk.ProblemAsync("erase", AccessAction.Manage, body, cancel) is { } problem) return problem;
        var today = LocalTime.DayOf(time.GetUtcNow().ToUnixTimeMilliseconds());
        if (await desk.Registry.EraseAsync(body.Person, body.Purpose!, today, cancel) is not { } receipt) return Problems.Missing(Desk.Nobody);
        await TakeAsync(feed, host);
        return Results.Ok(new Erased(receipt, desk.Registry.JournalHolds ? "the database's journal still holds what was deleted, because a reader is busy with it: it is emptied within a minute, and at the latest when the server ends. Name and identity number are unreadable already" : null));
    }

    // What is done is done, and stands in the audit as done, whether or not its client is still there.
    private static async Task TakeAsync(RegistryFeed feed, IHostApplicationLifetime host)
    {
        try
        {
            await feed.TakeRegistryAsync(host.ApplicationStopping);
        }
        catch (OperationCanceledException)
        {
            // The next start loads the registry as it is.
        }
    }

    private static async Task<IResult> ReceiptAsync(string receipt, RegistryStore registry, CancellationToken cancel) =>
        await registry.ReceiptAsync(receipt, cancel) is var (at, purpose)
            ? Results.Ok(new { receipt, at = LocalTime.At(at.ToUnixTimeMilliseconds()), purpose })
            : Problems.Missing("there is no receipt of that number");

    private static string Subject(EndpointFilterInvocationContext context) => Pseudonym().IsMatch(context.GetArgument<PersonRequest>(0).Person ?? "") ? context.GetArgument<PersonRequest>(0).Person : "?";

    // What does not pass as a purpose and a case does not stand in the audit: people type names where they should not.
    private static string Detail(EndpointFilterInvocationContext context, object? result)
    {
        var body = context.GetArgument<PersonRequest>(0);
        if ((result as IStatusCodeHttpResult)?.StatusCode >= 400) return "";
        var receipt = (result as IValueHttpResult)?.Value is Erased erased ? $" {erased.Receipt}" : "";
        return $"{body.Purpose} {body.Reference}{receipt}";
    }

    [GeneratedRegex(@"\A[a-z0-9-]{1,40}\z")]
    private static partial Regex Pseudonym();

    [GeneratedRegex(@"\A[A-Za-z0-9-]{1,32}\z")]
    private static partial Regex IdentityNumber();

    /// <summary>Who is asked for, and why.</summary>
    /// <param name="Person">Pseudonym.</param>
    /// <param name="Purpose">Of the register.</param>
    /// <param name="Reference">Number of the case.</param>
    /// <param name="Name">The right name, for a correction.</param>
    /// <param name="Identity">The right identity number, for a correction.</param>
    /// <param name="Birth">The right day of birth, for a correction.</param>
    internal sealed record PersonRequest(string Person, string? Purpose, string? Reference, string? Name, string? Identity, DateOnly? Birth);

    private sealed record Erased(string Receipt, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Journal);

    /// <summary>What every question about a person goes by.</summary>
    internal sealed class Desk(RegistryStore registry, PurposeRegister purposes, CityHolder holder, Caller caller, TimeProvider time, HttpContext context)
    {
        public const string Nobody = "there is no such person; pseudonyms are those of pupils.csv and staff.csv";

        public RegistryStore Registry => registry;

        public static ValueTask<Desk> BindAsync(HttpContext context)
        {
            var services = context.RequestServices;
            return ValueTask.FromResult(new Desk(
                services.GetRequiredService<RegistryStore>(), services.GetRequiredService<PurposeRegister>(), services.GetRequiredService<CityHolder>(),
                Caller.Of(context), services.GetRequiredService<TimeProvider>(), context));
        }

        public async Task<IResult?> ProblemAsync(string word, AccessAction action, PersonRequest body, CancellationToken cancel)
        {
            context.Response.Headers.CacheControl = "no-store";
            var today = LocalTime.DayOf(time.GetUtcNow().ToUnixTimeMilliseconds());
            var path = Pseudonym().IsMatch(body.Person ?? "") ? await registry.PathOfPersonAsync(body.Person!, today, cancel) : null;
            // Who may not ask for that school is not told whether it has such a person.
            var node = path?.LastOrDefault(holder.Current.NodeById.ContainsKey);
            if (caller.Refusal(action, DataClass.Persons, node) is { } refusal) return refusal;
            return purposes.Problem(word, body.Purpose, body.Reference) is { } problem ? Problems.Bad(problem) : path is null ? Problems.Missing(Nobody) : null;
        }

        public IResult Answer<T>(T? found) where T : class => found is null ? Problems.Missing(Nobody) : Results.Json(found, JsonSerializerOptions.Web);
    }
}
