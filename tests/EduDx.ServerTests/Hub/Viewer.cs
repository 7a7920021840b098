using System.Collections.Concurrent;
using System.Diagnostics;
using EduDx.Contracts.Frames;
using EduDx.ServerTests.Servers;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.Extensions.DependencyInjection;

namespace EduDx.ServerTests.Hub;

/// <summary>One wall: the messages of a stream, each with the time it came.</summary>
internal sealed class Viewer : IAsyncDisposable
{
    private readonly HubConnection _hub;
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentQueue<(TimeSpan At, HubMessage Message)> _messages = new();
    private readonly Stopwatch _clock = Stopwatch.StartNew();
    private Task _reading = Task.CompletedTask;

    private Viewer(ServerProcess server) => _hub = new HubConnectionBuilder().WithUrl(server.Url("/hubs/wall"))
        .AddJsonProtocol(json => json.PayloadSerializerOptions = new(System.Text.Json.JsonSerializerDefaults.Web)).Build();

    public IReadOnlyList<(TimeSpan At, HubMessage Message)> Messages => [.. _messages];

    public AttendanceFrame? Newest => NewestOf<AttendanceFrame>();

    /// <summary>The newest frame of any view.</summary>
    public TFrame? NewestOf<TFrame>()
        where TFrame : class, IWallFrame => _messages.Select(m => m.Message.Any).LastOrDefault(f => f is not null) as TFrame;

    public static async Task<Viewer> OpenAsync(ServerProcess server, string view, string? scope, string? day = null, string? session = null)
    {
        var viewer = new Viewer(server);
        await viewer._hub.StartAsync();
        viewer._reading = viewer.ReadAsync(view, scope, day, session);
        await Until.TrueAsync(() => viewer.NewestOf<IWallFrame>() is not null || viewer._reading.IsCompleted, "the first frame", TimeSpan.FromSeconds(5));
        if (viewer._reading.IsFaulted) await viewer._reading;
        return viewer;
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _hub.DisposeAsync();
        await _reading.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stop.Dispose();
    }

    private async Task ReadAsync(string view, string? scope, string? day, string? session)
    {
        await foreach (var message in _hub.StreamAsync<HubMessage>("Watch", view, scope, day, session, _stop.Token)) _messages.Enqueue((_clock.Elapsed, message));
    }
}
