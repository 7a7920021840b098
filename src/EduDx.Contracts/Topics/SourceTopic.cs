using System.Text;

namespace EduDx.Contracts.Topics;

/// <summary>
/// A parsed topic. Grammar, all lower case ASCII:
/// <code>
/// topic   = "edudx/v1/" school "/" kind "/" source "/" message
/// school  = name
/// source  = name
/// name    = 1*40( a-z / 0-9 / "-" )
/// kind    = "kiosk" / "device" / "room" / "class" / "kitchen" / "office"
/// message = "scan" / "status" / "telemetry" / "roll" / "override" / "meeting" / "occupancy"
///           / "meal" / "nap" / "cook" / "check" / "sample"     ; the pairs that Allows() lists
/// </code>
/// Points into the bytes it was parsed from; allocates nothing.
/// </summary>
public readonly ref struct SourceTopic
{
    /// <summary>Longest topic that can be valid, bytes.</summary>
    public const int MaxLength = 9 + 40 + 1 + 7 + 1 + 40 + 1 + 9;

    private SourceTopic(ReadOnlySpan<byte> school, SourceKind kind, ReadOnlySpan<byte> source, MessageKind message)
    {
        School = school;
        Kind = kind;
        Source = source;
        Message = message;
    }

    /// <summary>School id, UTF-8.</summary>
    public ReadOnlySpan<byte> School { get; }
    /// <summary>What publishes.</summary>
    public SourceKind Kind { get; }
    /// <summary>Source id within its school and kind, UTF-8.</summary>
    public ReadOnlySpan<byte> Source { get; }
    /// <summary>What the payload is.</summary>
    public MessageKind Message { get; }

    /// <summary>Reads a topic.</summary>
    /// <returns>True when the topic follows the grammar; otherwise <paramref name="topic"/> is empty.</returns>
    public static bool TryParse(ReadOnlySpan<byte> text, out SourceTopic topic)
    {
        topic = default;
        if (text.Length > MaxLength || !text.StartsWith("edudx/v1/"u8)) return false;
        text = text[9..];
        if (!TakeWord(ref text, out var school) || !IsName(school)) return false;
        if (!TakeWord(ref text, out var kindWord) || !TryKind(kindWord, out var kind)) return false;
        if (!TakeWord(ref text, out var source) || !IsName(source)) return false;
        if (!TryMessage(text, out var message) || !Allows(kind, message)) return false;
        topic = new SourceTopic(school, kind, source, message);
        return true;
    }

    /// <summary>Which messages a kind of source may publish.</summary>
    public static bool Allows(SourceKind kind, MessageKind message) => message switch
    {
        MessageKind.Scan => kind is SourceKind.Kiosk,
        MessageKind.Status or MessageKind.Telemetry => kind is SourceKind.Kiosk or SourceKind.Device or SourceKind.Room,
        MessageKind.Roll => kind is SourceKind.Class,
        MessageKind.Override => kind is SourceKind.Office,
        MessageKind.Meeting or MessageKind.Occupancy => kind is SourceKind.Room,
        MessageKind.Meal or MessageKind.Nap => kind is SourceKind.Class,
        MessageKind.Cook or MessageKind.Check or MessageKind.Sample => kind is SourceKind.Kitchen,
        _ => false,
    };

    /// <summary>Builds the topic's text; for clients and for messages, not for the hot path.</summary>
    public static string Format(string school, SourceKind kind, string source, MessageKind message) =>
        $"edudx/v1/{school}/{Word(kind)}/{source}/{Word(message)}";

    /// <inheritdoc cref="Format(string, SourceKind, string, MessageKind)"/>
    public override string ToString() =>
        Format(Encoding.ASCII.GetString(School), Kind, Encoding.ASCII.GetString(Source), Message);

    /// <summary>True for <c>[a-z0-9-]{1,40}</c>.</summary>
    public static bool IsName(ReadOnlySpan<byte> name)
    {
        if (name.Length is 0 or > 40) return false;
        foreach (var c in name)
        {
            if (c is not ((>= (byte)'a' and <= (byte)'z') or (>= (byte)'0' and <= (byte)'9') or (byte)'-')) return false;
        }
        return true;
    }

    /// <summary>Reads the word of a source kind.</summary>
    public static bool TryKind(ReadOnlySpan<byte> word, out SourceKind kind)
    {
        kind = word switch
        {
            _ when word.SequenceEqual("kiosk"u8) => SourceKind.Kiosk,
            _ when word.SequenceEqual("class"u8) => SourceKind.Class,
            _ when word.SequenceEqual("device"u8) => SourceKind.Device,
            _ when word.SequenceEqual("room"u8) => SourceKind.Room,
            _ when word.SequenceEqual("kitchen"u8) => SourceKind.Kitchen,
            _ when word.SequenceEqual("office"u8) => SourceKind.Office,
            _ => default,
        };
        return kind != default;
    }

    private static bool TryMessage(ReadOnlySpan<byte> word, out MessageKind message)
    {
        message = word switch
        {
            _ when word.SequenceEqual("scan"u8) => MessageKind.Scan,
            _ when word.SequenceEqual("telemetry"u8) => MessageKind.Telemetry,
            _ when word.SequenceEqual("status"u8) => MessageKind.Status,
            _ when word.SequenceEqual("roll"u8) => MessageKind.Roll,
            _ when word.SequenceEqual("override"u8) => MessageKind.Override,
            _ when word.SequenceEqual("meeting"u8) => MessageKind.Meeting,
            _ when word.SequenceEqual("occupancy"u8) => MessageKind.Occupancy,
            _ when word.SequenceEqual("nap"u8) => MessageKind.Nap,
            _ when word.SequenceEqual("meal"u8) => MessageKind.Meal,
            _ when word.SequenceEqual("cook"u8) => MessageKind.Cook,
            _ when word.SequenceEqual("check"u8) => MessageKind.Check,
            _ when word.SequenceEqual("sample"u8) => MessageKind.Sample,
            _ => default,
        };
        return message != default;
    }

    private static string Word(SourceKind kind) => kind switch
    {
        SourceKind.Kiosk => "kiosk",
        SourceKind.Device => "device",
        SourceKind.Room => "room",
        SourceKind.Class => "class",
        SourceKind.Kitchen => "kitchen",
        SourceKind.Office => "office",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "not a source kind of the topic grammar"),
    };

    private static string Word(MessageKind message) => message switch
    {
        MessageKind.Scan => "scan",
        MessageKind.Status => "status",
        MessageKind.Telemetry => "telemetry",
        MessageKind.Roll => "roll",
        MessageKind.Override => "override",
        MessageKind.Meeting => "meeting",
        MessageKind.Occupancy => "occupancy",
        MessageKind.Meal => "meal",
        MessageKind.Nap => "nap",
        MessageKind.Cook => "cook",
        MessageKind.Check => "check",
        MessageKind.Sample => "sample",
        _ => throw new ArgumentOutOfRangeException(nameof(message), message, "not a message of the topic grammar"),
    };

    private static bool TakeWord(scoped ref ReadOnlySpan<byte> text, out ReadOnlySpan<byte> word)
    {
        var slash = text.IndexOf((byte)'/');
        word = slash < 0 ? default : text[..slash];
        if (slash < 0) return false;
        text = text[(slash + 1)..];
        return true;
    }
}
