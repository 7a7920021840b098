using EduDx.Contracts.Topics;

namespace EduDx.Ops.Ingest;

/// <summary>The topic that a connection published under last, and whose it is: a device mostly speaks under one, and finding its source is a tenth of taking in a scan. One thread at a time.</summary>
internal sealed class LastTopic
{
    private readonly byte[] _topic = new byte[SourceTopic.MaxLength];
    private int _length;
    private int _model = -1;

    /// <summary>Whose topic it is.</summary>
    public IngestSource Source { get; private set; }

    /// <summary>What comes under it.</summary>
    public MessageKind Message { get; private set; }

    /// <summary>True when the topic is the same, in the same model.</summary>
    /// <param name="topic">UTF-8 bytes of the topic.</param>
    /// <param name="model">Number of the model in force.</param>
    public bool Is(ReadOnlySpan<byte> topic, int model) => _model == model && topic.SequenceEqual(_topic.AsSpan(0, _length));

    /// <summary>Remembers a topic that follows the grammar.</summary>
    public void Set(ReadOnlySpan<byte> topic, int model, in IngestSource source, MessageKind message)
    {
        topic.CopyTo(_topic);
        (_length, _model, Source, Message) = (topic.Length, model, source, message);
    }
}
