using System.Net.Http.Json;
using EduDx.Contracts.Frames;

namespace EduDx.ServerTests.Servers;

/// <summary>What tests ask the server.</summary>
internal sealed partial class ServerProcess
{
    public const string Class6A1 = "thcs-phu-xuan-1.6a1";

    public async Task<AttendanceFrame> LiveAsync(string scope = "hue", string more = "&session=morning") =>
        (await Http.GetFromJsonAsync($"/api/v1/live/attendance?scope={scope}{more}", ContractJson.Readable.AttendanceFrame))!;

    public async Task<CountersAnswer> CountersAsync() => (await Http.GetFromJsonAsync("/api/v1/counters", ContractJson.Readable.CountersAnswer))!;

    public async Task<RejectedAnswer> RejectedAsync() => (await Http.GetFromJsonAsync("/api/v1/rejected?limit=1000", ContractJson.Readable.RejectedAnswer))!;

    public async Task<DateTimeOffset> NowAsync() => (await Http.GetFromJsonAsync("/api/v1/clock", ContractJson.Readable.ClockAnswer))!.Now;

    public async Task<HistoryAnswer> HistoryAsync(string series, string scope = "hue", string more = "&bucket=1d&by=class") =>
        (await Http.GetFromJsonAsync($"/api/v1/history/{series}?scope={scope}&from=2026-11-17&to=2026-11-25{more}", ContractJson.Readable.HistoryAnswer))!;

    /// <summary>Waits until live and history hold all of the log, and asserts the law of the numbers on the way.</summary>
    public Task<CountersAnswer> DrainedAsync(TimeSpan? limit = null) => Until.Async(
        async () =>
        {
            var counters = await CountersAsync();
            Assert.Equal(counters.Received, counters.Stored + counters.Rejected + counters.InFlight);
            return counters;
        },
        c => c.Drained,
        "everything is in the figures and in the history",
        limit);
}
