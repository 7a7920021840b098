using System.Text.Json;
using EduDx.Ops.Audit;

namespace EduDx.Ops.Care;

/// <summary>
/// Writes an evidence file line by line, in the format of <see cref="HashChain"/>: what the file is of, the events, the end.
/// <code>
/// {"seq":0,"prev":"64 × 0","hash":"h0","type":"evidence",…}
/// {"seq":1,"prev":"h0","hash":"h1","at":…,"received":…,"offset":…,"type":"cook",…}
/// …
/// {"seq":n,"prev":"h(n-1)","hash":"hn","type":"end","count":n-1,"head":"h(n-1)"}
/// </code>
/// </summary>
internal sealed class EvidenceWriter(Stream to)
{
    private long _seq;

    /// <summary>Hash of the newest line.</summary>
    public string Head { get; private set; } = HashChain.Nothing;

    /// <summary>Writes a line.</summary>
    /// <param name="members">Writes the line's members behind its hash; at least one.</param>
    public void Line(Action<Utf8JsonWriter> members) => Head = HashChain.Write(to, _seq++, Head, members);

    /// <summary>Writes the last line.</summary>
    public void End()
    {
        var (count, head) = (_seq - 1, Head);
        Line(json =>
        {
            json.WriteString("type", "end");
            json.WriteNumber("count", count);
            json.WriteString("head", head);
        });
    }
}
