namespace EduDx.Load.Bare;

/// <summary>A piece of ours, the first side, against what it stands on without us.</summary>
internal abstract class Contest(string what, params string[] sides) : IAsyncDisposable
{
    /// <summary>What both do.</summary>
    public string What { get; } = what;

    /// <summary>Names of the sides.</summary>
    public string[] Sides { get; } = sides;

    /// <summary>The figure that holds the first side against the second; null when only told.</summary>
    public string? Figure { get; init; }

    /// <summary>What the results say of the version; null for what Machine says already.</summary>
    public string? Version { get; protected set; }

    /// <exception cref="Peers.MissingProgramException">Something it needs is not installed.</exception>
    public abstract Task StartAsync();

    /// <summary>Lets one side work for so long.</summary>
    /// <returns>Events a second that it stored.</returns>
    public abstract Task<double> RunAsync(int side, TimeSpan length);

    /// <summary>Asks the stores whether they hold what was counted.</summary>
    public virtual Task CheckAsync() => Task.CompletedTask;

    public abstract ValueTask DisposeAsync();
}
