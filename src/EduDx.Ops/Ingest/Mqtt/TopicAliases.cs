namespace EduDx.Ops.Ingest.Mqtt;

/// <summary>
/// The topic aliases of a connection. Every PUBLISH passes here, also those that the broker handles, so that an alias means the
/// same wherever it is used.
/// </summary>
internal sealed class TopicAliases
{
    /// <summary>Aliases a connection may have, as the CONNACK says; a topic has at most 64 KiB, so a connection at most 4 MiB.</summary>
    public const ushort Maximum = 64;

    private byte[]?[] _topics = [];

    /// <summary>True for an alias that may be used.</summary>
    public static bool IsValid(ushort alias) => alias is > 0 and <= Maximum;

    /// <summary>Makes <paramref name="alias"/> stand for <paramref name="topic"/>. Allocates only when that is news.</summary>
    public void Set(ushort alias, ReadOnlySpan<byte> topic)
    {
        if (alias > _topics.Length) Array.Resize(ref _topics, Math.Max(4, (int)alias));
        ref var known = ref _topics[alias - 1];
        if (known is null || !topic.SequenceEqual(known)) known = topic.ToArray();
    }

    /// <summary>What <paramref name="alias"/> stands for; empty when it was never set.</summary>
    public ReadOnlySpan<byte> Find(ushort alias) => alias - 1 < _topics.Length ? _topics[alias - 1] : default;
}
