using System.Text;

namespace EduDx.Ops.Access.Devices;

/// <summary>
/// The sources that a gRPC stream may speak for: one for each secret that it showed. A gateway holds the secrets of its devices; there is no
/// credential for more than one source.
/// </summary>
internal sealed class StreamScope(IReadOnlyList<DeviceSession> sessions)
{
    private readonly (byte[] School, byte[] Kind, byte[] Source)[] _paths = [.. sessions.Select(s => Split(s.Id!))];

    // Events of one source come in a row.
    private int _last;
    private bool _isFirst;

    /// <summary>The sessions, one a source.</summary>
    public IReadOnlyList<DeviceSession> Sessions => sessions;

    /// <summary>Session of the source that spoke last.</summary>
    public DeviceSession Current => sessions[_last];

    /// <summary>Milliseconds that the source has to wait which was refused last; 0 when it was refused because it is none of the stream's.</summary>
    public long WaitMs { get; private set; }

    /// <summary>The source that the stream may not speak for and last tried to, as it was written.</summary>
    public string Foreign { get; private set; } = "";

    /// <summary>A batch begins: its first event must be within its source's rate. What was begun is taken whole, for it would only come again.</summary>
    public void BeginBatch() => _isFirst = true;

    /// <summary>True when the stream may speak for a source now; it is then <see cref="Current"/>. One caller at a time.</summary>
    public bool MaySpeak(ReadOnlySpan<byte> school, ReadOnlySpan<byte> kind, ReadOnlySpan<byte> source)
    {
        WaitMs = 0;
        if (!Is(_last, school, kind, source))
        {
            var at = 0;
            while (at < _paths.Length && !Is(at, school, kind, source)) at++;
            if (at == _paths.Length)
            {
                Foreign = $"{Encoding.UTF8.GetString(school)}/{Encoding.UTF8.GetString(kind)}/{Encoding.UTF8.GetString(source)}";
                return false;
            }
            _last = at;
        }
        if (_isFirst) WaitMs = Current.Meter!.Events.WaitMs(Environment.TickCount64);
        _isFirst = false;
        return WaitMs == 0 && Current.CutOff is null;
    }

    private bool Is(int at, ReadOnlySpan<byte> school, ReadOnlySpan<byte> kind, ReadOnlySpan<byte> source) =>
        source.SequenceEqual(_paths[at].Source) && school.SequenceEqual(_paths[at].School) && kind.SequenceEqual(_paths[at].Kind);

    private static (byte[] School, byte[] Kind, byte[] Source) Split(string path)
    {
        var words = path.Split('/');
        return (Encoding.ASCII.GetBytes(words[0]), Encoding.ASCII.GetBytes(words[1]), Encoding.ASCII.GetBytes(words[2]));
    }
}
