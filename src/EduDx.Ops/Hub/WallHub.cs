using System.Runtime.CompilerServices;
using EduDx.Contracts.Frames;
using EduDx.Ops.Access.Gate;
using Microsoft.AspNetCore.SignalR;

namespace EduDx.Ops.Hub;

/// <summary>The walls' hub. Each viewer pulls from a slot of one: a slow viewer misses frames, and no one waits for it.</summary>
public sealed class WallHub(FrameSource frames, TreeViews trees) : Microsoft.AspNetCore.SignalR.Hub
{
    /// <summary>Streams of one connection. A wall has one, a playlist two while it turns.</summary>
    public const int MostStreams = 64;

    private static readonly TimeSpan HeartbeatEvery = TimeSpan.FromSeconds(1);

    /// <summary>Streams the frames of a view and scope, and a heartbeat each second in which nothing changed.</summary>
    /// <param name="view">One of <see cref="FrameRequest.Views"/>.</param>
    /// <param name="scope">Node id; null for the city.</param>
    /// <param name="day"><c>YYYY-MM-DD</c>; null for today.</param>
    /// <param name="session"><c>morning</c> or <c>afternoon</c>; null for the clock's.</param>
    /// <param name="cancel">Ends the stream.</param>
    /// <exception cref="HubException">They may not, or no longer, watch it (then it begins with <see cref="MeAnswer.SignedOut"/> when nobody is signed in); the address is wrong, or its node is not (or no longer) in the tree; the message says what is allowed.</exception>
    public async IAsyncEnumerable<Encoded> Watch(string view, string? scope, string? day, string? session, [EnumeratorCancellation] CancellationToken cancel)
    {
        if (FrameRequest.TryParse(view, scope, day, session, out var request) is { } problem) throw new HubException(problem);
        var caller = ((CallerIdentity)Context.User!.Identity!).Caller;
        if (Refusal(caller, request) is { } refusal) throw new HubException(refusal);
        using var open = OpenStream.Of(Context) ?? throw new HubException($"this connection has {MostStreams} streams open already; close one");
        if (await trees.LoadAsync(scope, cancel) is { } missing) throw new HubException(missing);
        request = caller.Cut(request);
        using var lease = frames.Watch(request);
        FrameSource.Slot? sent = null;
        while (!cancel.IsCancellationRequested)
        {
            // At each item: a session that was revoked, or a role that was taken back, ends the stream within a second.
            if (Refusal(caller, request) is { } ended) throw new HubException(ended);
            if (caller.Cut(request) != request) throw new HubException("your rights have changed; ask again");
            var slot = lease.Current;
            if (slot.Problem is { } refused) throw new HubException(refused);
            if (!ReferenceEquals(slot, sent) && slot.Frame is { } frame)
            {
                sent = slot;
                // At most four a second: the source makes no more.
                yield return frame;
                continue;
            }
            var changed = await Changed(slot, cancel);
            if (!changed && !cancel.IsCancellationRequested) yield return frames.Heartbeat();
        }
    }

    /// <summary>One of the streams of a connection, until it is disposed.</summary>
    private sealed class OpenStream(StrongBox<int> count) : IDisposable
    {
        public static OpenStream? Of(HubCallerContext connection)
        {
            StrongBox<int> count;
            lock (connection.Items)
            {
                if (!connection.Items.TryGetValue(typeof(OpenStream), out var kept)) connection.Items[typeof(OpenStream)] = kept = new StrongBox<int>();
                count = (StrongBox<int>)kept!;
            }
            if (Interlocked.Increment(ref count.Value) <= MostStreams) return new OpenStream(count);
            Interlocked.Decrement(ref count.Value);
            return null;
        }

        public void Dispose() => Interlocked.Decrement(ref count.Value);
    }

    private static string? Refusal(Caller caller, FrameRequest request) =>
        !caller.IsKnown ? $"{MeAnswer.SignedOut}: sign in at /sign-in, or pair this screen at /pair"
        : caller.MayWatch(request) ? null
        : $"the view '{request.View}' of '{request.Scope ?? "the city"}' is not among your rights; GET /api/v1/access/me lists them, an administrator grants them";

    private static async Task<bool> Changed(FrameSource.Slot slot, CancellationToken cancel)
    {
        await slot.Next.Task.WaitAsync(HeartbeatEvery, cancel).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return slot.Next.Task.IsCompleted;
    }
}
