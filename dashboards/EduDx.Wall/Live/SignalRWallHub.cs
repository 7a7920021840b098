using System.Net;
using System.Runtime.CompilerServices;
using EduDx.Contracts.Frames;
using EduDx.Wall.Walls;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.Extensions.DependencyInjection;

namespace EduDx.Wall.Live;

/// <summary>
/// <c>/hubs/wall</c> over SignalR's JSON protocol. One connection for all walls of the page; it is not reconnected here:
/// SignalR's own retries give up, <see cref="WallFeed"/> does not.
/// </summary>
public sealed class SignalRWallHub(Uri url) : IWallHub, IAsyncDisposable
{
    private HubConnection? _connection;

    /// <inheritdoc/>
    public async IAsyncEnumerable<HubMessage> Watch(WallAddress address, [EnumeratorCancellation] CancellationToken ct)
    {
        var connection = _connection ??= Build();
        if (connection.State == HubConnectionState.Disconnected)
        {
            try
            {
                await connection.StartAsync(ct);
            }
            catch (HttpRequestException e) when (e.StatusCode == HttpStatusCode.Unauthorized)
            {
                throw new HubException(MeAnswer.SignedOut);
            }
        }
        var items = connection.StreamAsync<HubMessage>("Watch", address.View, address.Scope, address.Day, address.Session, ct);
        await foreach (var item in items.WithCancellation(ct))
        {
            yield return item;
        }
    }

    /// <inheritdoc/>
    public async Task Drop()
    {
        var connection = _connection;
        _connection = null;
        if (connection is not null)
        {
            await connection.DisposeAsync();
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync() => await Drop();

    private HubConnection Build()
    {
        var builder = new HubConnectionBuilder().WithUrl(url);
        builder.AddJsonProtocol(options => options.PayloadSerializerOptions.TypeInfoResolver = ContractJson.Default);
        return builder.Build();
    }
}
