namespace EduDx.Load.Chains;

/// <summary>A way from MQTT into a store that says how many events can be read from it.</summary>
internal abstract class Chain(string name, string what) : IAsyncDisposable
{
    /// <summary>Name in tables and gates.</summary>
    public string Name { get; } = name;

    /// <summary>What stands between the PUBLISH and the query.</summary>
    public string What { get; } = what;

    /// <summary>Where it takes PUBLISHes.</summary>
    public abstract int Port { get; }

    /// <summary>What its programs say about their versions; null for what is built here.</summary>
    public string? Version { get; protected set; }

    /// <exception cref="Peers.MissingProgramException">Something it needs is not installed.</exception>
    public abstract Task StartAsync();

    /// <summary>Waits until nothing of the run before is left to do.</summary>
    public abstract Task RestAsync();

    /// <summary>Events that can be read now.</summary>
    public abstract Task<long> ReadableAsync();

    public abstract ValueTask DisposeAsync();
}
