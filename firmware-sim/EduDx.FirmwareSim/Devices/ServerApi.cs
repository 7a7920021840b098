using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Security.Authentication;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using EduDx.Contracts.Frames;
using EduDx.FirmwareSim.Commands;

namespace EduDx.FirmwareSim.Devices;

/// <summary>The HTTP questions that the simulator asks the server.</summary>
/// <param name="server">Where.</param>
/// <param name="time">For waiting.</param>
/// <param name="trust">Whose certificates are believed.</param>
/// <param name="token">Of the program that it is there; null where the server asks nobody.</param>
public sealed class ServerApi(Uri server, TimeProvider time, TlsTrust trust, string? token) : IDisposable
{
    private readonly HttpClient _http = Client(server, trust, token);

    /// <summary>Where it asks.</summary>
    public Uri Server => server;

    /// <summary>The server's clock.</summary>
    public Task<ClockAnswer> ClockAsync(CancellationToken stop) => GetAsync("api/v1/clock", ContractJson.Default.ClockAnswer, stop);

    /// <summary>The server's counters.</summary>
    public Task<CountersAnswer> CountersAsync(CancellationToken stop) => GetAsync("api/v1/counters", ContractJson.Default.CountersAnswer, stop);

    /// <summary>The live figures of attendance in a period.</summary>
    public Task<AttendanceFrame> FrameAsync(string scope, DateOnly day, string session, CancellationToken stop) =>
        GetAsync($"api/v1/live/attendance?scope={Uri.EscapeDataString(scope)}&day={Day(day)}&session={session}", ContractJson.Default.AttendanceFrame, stop);

    /// <summary>The history of a day; <paramref name="by"/> null asks for the scope itself.</summary>
    public Task<HistoryAnswer> HistoryAsync(string series, string scope, DateOnly day, string? by, string audience, CancellationToken stop, string session = "morning") =>
        GetAsync(
            $"api/v1/history/{series}?scope={Uri.EscapeDataString(scope)}&from={Day(day)}&to={Day(day.AddDays(1))}&bucket=1d{(by is null ? "" : "&by=" + by)}&audience={audience}&session={session}",
            ContractJson.Default.HistoryAnswer, stop);

    /// <summary>The live figures of devices.</summary>
    public Task<DevicesFrame> DevicesAsync(string scope, DateOnly day, CancellationToken stop) =>
        GetAsync($"api/v1/live/devices?scope={Uri.EscapeDataString(scope)}&day={Day(day)}", ContractJson.Default.DevicesFrame, stop);

    /// <summary>The live figures of meeting rooms.</summary>
    public Task<RoomsFrame> RoomsAsync(string scope, DateOnly day, CancellationToken stop) =>
        GetAsync($"api/v1/live/rooms?scope={Uri.EscapeDataString(scope)}&day={Day(day)}", ContractJson.Default.RoomsFrame, stop);

    /// <summary>All alarms that were raised on a day.</summary>
    public Task<AlarmsAnswer> AlarmsAsync(DateOnly day, CancellationToken stop) =>
        GetAsync($"api/v1/alarms?state=all&from={Day(day)}&to={Day(day.AddDays(1))}&limit=20000", ContractJson.Default.AlarmsAnswer, stop);

    /// <summary>One alarm with its history.</summary>
    public Task<AlarmDetail> AlarmAsync(long id, CancellationToken stop) => GetAsync($"api/v1/alarms/{id}", ContractJson.Default.AlarmDetail, stop);

    /// <summary>The live figures of kindergarten care.</summary>
    public Task<CareFrame> CareAsync(string scope, DateOnly day, CancellationToken stop) =>
        GetAsync($"api/v1/live/care?scope={Uri.EscapeDataString(scope)}&day={Day(day)}", ContractJson.Default.CareFrame, stop);

    /// <summary>The live figures of staff in a period.</summary>
    public Task<StaffFrame> StaffAsync(string scope, DateOnly day, string session, CancellationToken stop) =>
        GetAsync($"api/v1/live/staff?scope={Uri.EscapeDataString(scope)}&day={Day(day)}&session={session}", ContractJson.Default.StaffFrame, stop);

    /// <summary>Which schools are open.</summary>
    public Task<StatusFrame> StatusAsync(string scope, DateOnly day, CancellationToken stop) =>
        GetAsync($"api/v1/live/status?scope={Uri.EscapeDataString(scope)}&day={Day(day)}", ContractJson.Default.StatusFrame, stop);

    /// <summary>The closures, newest first.</summary>
    public Task<ClosuresAnswer> ClosuresAsync(CancellationToken stop) => GetAsync("api/v1/closures", ContractJson.Default.ClosuresAnswer, stop);

    /// <summary>Closes schools.</summary>
    public Task<ClosureCard> CloseAsync(ClosureAction action, CancellationToken stop) =>
        AskAsync("api/v1/closures", c => _http.PostAsJsonAsync("api/v1/closures", action, ContractJson.Default.ClosureAction, c), ContractJson.Default.ClosureCard, stop);

    /// <summary>Reopens what a closure closed.</summary>
    public Task<ClosureCard> ReopenAsync(long id, ClosureStepAction action, CancellationToken stop) =>
        AskAsync($"api/v1/closures/{id}/reopen", c => _http.PostAsJsonAsync($"api/v1/closures/{id}/reopen", action, ContractJson.Default.ClosureStepAction, c), ContractJson.Default.ClosureCard, stop);

    /// <summary>Gives everybody of a class or campus a signed card; who has one keeps it.</summary>
    public Task<CardsAnswer> CardsAsync(string node, CancellationToken stop) =>
        AskAsync("api/v1/cards", c => _http.PostAsJsonAsync("api/v1/cards", new CardsRequest(node, null, null), ContractJson.Default.CardsRequest, c), ContractJson.Default.CardsAnswer, stop);

    /// <summary>The keys that seal cards.</summary>
    public Task<CardKeysAnswer> CardKeysAsync(CancellationToken stop) => GetAsync("api/v1/cards/keys", ContractJson.Default.CardKeysAnswer, stop);

    /// <summary>The newest thousand suspicious scans.</summary>
    public Task<FlaggedAnswer> FlaggedAsync(CancellationToken stop) => GetAsync("api/v1/flagged?limit=1000", ContractJson.Default.FlaggedAnswer, stop);

    /// <summary>Asks until the server answers or the patience ends.</summary>
    public async Task<ClockAnswer> WaitForClockAsync(TimeSpan patience, CancellationToken stop)
    {
        var began = time.GetTimestamp();
        while (true)
        {
            try
            {
                return await ClockAsync(stop).ConfigureAwait(false);
            }
            catch (ServerException) when (time.GetElapsedTime(began) < patience)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(500), time, stop).ConfigureAwait(false);
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _http.Dispose();

    private Task<T> GetAsync<T>(string path, JsonTypeInfo<T> type, CancellationToken stop) => AskAsync(path, c => _http.GetAsync(path, c), type, stop);

    private async Task<T> AskAsync<T>(string path, Func<CancellationToken, Task<HttpResponseMessage>> ask, JsonTypeInfo<T> type, CancellationToken stop)
    {
        try
        {
            using var response = await ask(stop).ConfigureAwait(false);
            if (response.IsSuccessStatusCode)
            {
                return await response.Content.ReadFromJsonAsync(type, stop).ConfigureAwait(false) ?? throw new ServerException($"{new Uri(server, path)} answered null");
            }
            if (response.StatusCode is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden)
            {
                throw new UsageException(
                    $"{new Uri(server, path)} lets {(token is null ? "nobody in who does not say who they are: give the token of a program with --token-file" : "this program not in: its token has ended, or its roles do not cover it")} (docs/access.md)");
            }
            var text = await response.Content.ReadAsStringAsync(stop).ConfigureAwait(false);
            throw new ServerException($"{new Uri(server, path)} answered {(int)response.StatusCode}: {text.ReplaceLineEndings(" ")}");
        }
        catch (HttpRequestException e) when (e.InnerException is AuthenticationException tls)
        {
            throw new UsageException($"{server} shows a certificate that is not believed: {tls.Message} Give its authority with --ca, and a host name that stands in it");
        }
        catch (Exception e) when (!stop.IsCancellationRequested && e is HttpRequestException or JsonException or OperationCanceledException)
        {
            throw new ServerException($"{new Uri(server, path)} does not answer as it should: {e.Message}; check that the server runs and --server names it");
        }
    }

    private static HttpClient Client(Uri server, TlsTrust trust, string? token)
    {
        var handler = trust.Handler();
        handler.MaxConnectionsPerServer = 16;
        var http = new HttpClient(handler) { BaseAddress = server, Timeout = TimeSpan.FromSeconds(30) };
        if (token is not null) http.DefaultRequestHeaders.Authorization = new("Bearer", token);
        return http;
    }

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
