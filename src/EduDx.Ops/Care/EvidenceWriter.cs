using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace EduDx.Ops.Care;

/// <summary>Writes an evidence file line by line (<see cref="EvidenceChain"/>).</summary>
internal sealed class EvidenceWriter(Stream to)
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly ArrayBufferWriter<byte> _line = new();
    private string _prev = EvidenceChain.Nothing;
    private long _seq;

    /// <summary>Hash of the newest line.</summary>
    public string Head => _prev;

    /// <summary>Writes a line.</summary>
    /// <param name="members">Writes the line's members behind its hash; at least one.</param>
    public void Line(Action<Utf8JsonWriter> members)
    {
        _line.ResetWrittenCount();
        using (var json = new Utf8JsonWriter(_line, Options))
        {
            json.WriteStartObject();
            members(json);
            json.WriteEndObject();
        }
        // The members without the brace that opens them: the chain's own stand before.
        var rest = _line.WrittenSpan[1..];
        var begin = EvidenceChain.Begin(_seq, _prev);
        var hash = EvidenceChain.Hash(_prev, begin, rest);
        to.Write(Encoding.ASCII.GetBytes($"{begin}\"hash\":\"{hash}\","));
        to.Write(rest);
        to.WriteByte((byte)'\n');
        (_prev, _seq) = (hash, _seq + 1);
    }

    /// <summary>Writes the last line.</summary>
    public void End()
    {
        var (count, head) = (_seq - 1, _prev);
        Line(json =>
        {
            json.WriteString("type", "end");
            json.WriteNumber("count", count);
            json.WriteString("head", head);
        });
    }
}
