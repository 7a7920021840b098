using Microsoft.AspNetCore.Connections;

namespace EduDx.Ops;

/// <summary>Ends what would hold the server up when it stops.</summary>
internal static class Stopping
{
    /// <summary>Why a session, a stream or a connection ends when the server does.</summary>
    public const string Reason = "the server is stopping";

    // Calls have ended and walls were told by then.
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(2);

    /// <summary>
    /// Cuts connections that are still there a moment after the stop began. An HTTP/2 client is asked to go and may stay, and the web server would wait for it until
    /// nothing is left of the time in which the folds take their last snapshot.
    /// </summary>
    public static ConnectionDelegate Ends(ConnectionDelegate next, CancellationToken stopping) => async connection =>
    {
        using var registration = stopping.Register(() => _ = EndAsync(connection));
        await next(connection);
    };

    private static async Task EndAsync(ConnectionContext connection)
    {
        await Task.Delay(Grace, connection.ConnectionClosed).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (!connection.ConnectionClosed.IsCancellationRequested) connection.Abort(new ConnectionAbortedException(Reason));
    }
}
