using System.Buffers.Binary;

namespace EduDx.Load.Generator;

/// <summary>
/// Takes apart what the server sends to a wall over a WebSocket: frames of RFC 6455, which a server never masks, and in them the messages of
/// SignalR, each ended by 0x1E. Messages may be cut anywhere. Of each it keeps the beginning, so that a thousand walls cost no memory.
/// <code>
/// 0  1  0x80 last part, low four bits: 0 goes on, 1 text, 2 bytes, 8 close, 9 ping, 10 pong
/// 1  1  length below 126; 126: in the next 2 bytes; 127: in the next 8, big-endian
/// </code>
/// </summary>
/// <param name="keep">Bytes of a message that are kept.</param>
/// <param name="onMessage">Called with the beginning of each message, without its end mark.</param>
internal sealed class HubReader(int keep, Action<ReadOnlySpan<byte>> onMessage)
{
    private const byte EndOfMessage = 0x1E;
    private const int Close = 8;

    private readonly byte[] _header = new byte[10];
    private byte[] _message = new byte[Math.Min(keep, 1024)];
    private int _headerLength;
    private int _kept;
    private long _left;

    public void Read(ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            if (_left == 0)
            {
                _header[_headerLength++] = bytes[0];
                bytes = bytes[1..];
                if (!IsHeaderWhole()) continue;
                _headerLength = 0;
                if ((_header[0] & 0x0F) == Close) throw new IOException("the server closed the stream");
                continue;
            }
            var part = bytes[..(int)Math.Min(_left, bytes.Length)];
            bytes = bytes[part.Length..];
            _left -= part.Length;
            if ((_header[0] & 0x0F) < Close) Take(part);
        }
    }

    private bool IsHeaderWhole()
    {
        if (_headerLength < 2) return false;
        switch (_header[1])
        {
            case 126 when _headerLength == 4: _left = BinaryPrimitives.ReadUInt16BigEndian(_header.AsSpan(2)); return true;
            case 127 when _headerLength == 10: _left = BinaryPrimitives.ReadInt64BigEndian(_header.AsSpan(2)); return true;
            case < 126: _left = _header[1]; return true;
            default: return false;
        }
    }

    private void Take(ReadOnlySpan<byte> part)
    {
        for (var end = part.IndexOf(EndOfMessage); end >= 0; end = part.IndexOf(EndOfMessage))
        {
            Keep(part[..end]);
            onMessage(_message.AsSpan(0, _kept));
            _kept = 0;
            part = part[(end + 1)..];
        }
        Keep(part);
    }

    private void Keep(ReadOnlySpan<byte> part)
    {
        part = part[..Math.Min(part.Length, keep - _kept)];
        if (_kept + part.Length > _message.Length) Array.Resize(ref _message, Math.Min(keep, 2 * (_kept + part.Length)));
        part.CopyTo(_message.AsSpan(_kept));
        _kept += part.Length;
    }
}
