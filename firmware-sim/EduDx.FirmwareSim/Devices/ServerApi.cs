using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using EduDx.Contracts.Frames;

namespace EduDx.FirmwareSim.Devices;

/// <summary>The HTTP questions that the simulator asks the server.</summary>
public sealed class ServerApi(Uri server, TimeProvider time) : IDisposable
{
    private readonly HttpClient _http = new(new SocketsHttpHandler { MaxConnectionsPerServer = 16 }) { BaseAddress = server, Timeout = TimeSpan.FromSeconds(30) };

    /// <summary>Where it asks.</summary>
    public Uri Server => server;

    /// <summary>The server's clock.</summary>
    public Task<ClockAnswer> ClockAsync(CancellationToken stop) => GetAsync("api/v1/clock", ContractJson.Default.ClockAnswer, stop);

    /// <summary>The server's counters.</summary>
    public Task<CountersAnswer> CountersAsync(CancellationToken stop) => GetAsync("api/v1/counters", ContractJson.Default.CountersAnswer, stop);

    /// <summary>The live figures of a morning.</summary>
    public Task<AttendanceFrame> FrameAsync(string scope, DateOnly day, CancellationToken stop) =>
        GetAsync($"api/v1/live/attendance?scope={Uri.EscapeDataString(scope)}&day={Day(day)}&session=morning", ContractJson.Default.AttendanceFrame, stop);

    /// <summary>The history of a day; <paramref name="by"/> null asks for the scope itself.</summary>
    public Task<HistoryAnswer> HistoryAsync(string series, string scope, DateOnly day, string? by, string audience, CancellationToken stop) =>
        GetAsync(
            $"api/v1/history/{series}?scope={Uri.EscapeDataString(scope)}&from={Day(day)}&to={Day(day.AddDays(1))}&bucket=1d{(by is null ? "" : "&by=" + by)}&audience={audience}&session=morning",
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

    private async Task<T> GetAsync<T>(string path, JsonTypeInfo<T> type, CancellationToken stop)
    {
        try
        {
            using var response = await _http.GetAsync(path, stop).ConfigureAwait(false);
            if (response.IsSuccessStatusCode)
            {
                return await response.Content.ReadFromJsonAsync(type, stop).ConfigureAwait(false) ?? throw new ServerException($"{new Uri(server, path)} answered null");
            }
            var text = await response.Content.ReadAsStringAsync(stop).ConfigureAwait(false);
            throw new ServerException($"{new Uri(server, path)} answered {(int)response.StatusCode}: {text.ReplaceLineEndings(" ")}");
        }
        catch (Exception e) when (!stop.IsCancellationRequested && e is HttpRequestException or JsonException or OperationCanceledException)
        {
            throw new ServerException($"{new Uri(server, path)} does not answer as it should: {e.Message}; check that the server runs and --server names it");
        }
    }

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
