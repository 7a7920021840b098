namespace EduDx.Load.Peers;

/// <summary>Something that takes PUBLISHes and acknowledges them, in a process of its own.</summary>
internal abstract class Peer(string name, string what) : IAsyncDisposable
{
    /// <summary>Name in tables and gates.</summary>
    public string Name { get; } = name;

    /// <summary>What it does with a message before the PUBACK.</summary>
    public string What { get; } = what;

    /// <summary>Its MQTT port.</summary>
    public int Port { get; protected set; }

    /// <summary>What it says about its version once it has started; null for what is built here.</summary>
    public string? Version { get; protected set; }

    /// <exception cref="MissingProgramException">It is not installed.</exception>
    public abstract Task StartAsync();

    /// <summary>Bytes its managed code has allocated so far; null where that means nothing.</summary>
    public abstract Task<long?> AllocatedAsync();

    /// <summary>Waits until it has finished with what it acknowledged, so that the next one is not measured beside it.</summary>
    /// <returns>Events it says it holds; null where it does not say.</returns>
    public abstract Task<long?> SettleAsync();

    public abstract ValueTask DisposeAsync();
}
