using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.SignalR;

namespace EduDx.Ops.Hub;

/// <summary>
/// Says what became of a call of the hub: a refusal is one line, for it is no fault of the server, and a fault is told with its trace. SignalR's dispatcher
/// tells both alike, as faults, so its own words are left out (<c>appsettings.json</c>).
/// </summary>
internal sealed partial class RefusalFilter(ILogger<RefusalFilter> logger) : IHubFilter
{
    private const int MaxReason = 300;

    /// <inheritdoc/>
    public async ValueTask<object?> InvokeMethodAsync(HubInvocationContext invocationContext, Func<HubInvocationContext, ValueTask<object?>> next)
    {
        try
        {
            var result = await next(invocationContext);
            return result is IAsyncEnumerable<Encoded> frames ? Told(frames, invocationContext.HubMethodName) : result;
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            Tell(invocationContext.HubMethodName, e);
            throw;
        }
    }

    private async IAsyncEnumerable<Encoded> Told(IAsyncEnumerable<Encoded> frames, string method, [EnumeratorCancellation] CancellationToken cancel = default)
    {
        await using var each = frames.GetAsyncEnumerator(cancel);
        while (true)
        {
            try
            {
                if (!await each.MoveNextAsync()) yield break;
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                Tell(method, e);
                throw;
            }
            yield return each.Current;
        }
    }

    private void Tell(string method, Exception e)
    {
        // The reason repeats what the viewer asked for, which must not begin a line of the log.
        if (e is HubException) Refused(method, string.Concat(e.Message.Take(MaxReason).Select(c => char.IsControl(c) ? ' ' : c)));
        else Failed(method, e);
    }

    [LoggerMessage(731, LogLevel.Information, "A call of {Method} on the hub was refused: {Reason}")]
    private partial void Refused(string method, string reason);

    [LoggerMessage(732, LogLevel.Error, "A call of {Method} on the hub failed")]
    private partial void Failed(string method, Exception exception);
}
