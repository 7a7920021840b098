using System.Buffers;
using Microsoft.AspNetCore.Connections;

namespace EduDx.Load.Peers;

/// <summary>Acknowledges PUBLISHes of 3.1.1 and does nothing with them: what is slower than this is not the generator's limit.</summary>
internal static class Sink
{
    public static async Task RunAsync(ConnectionContext connection)
    {
        var (input, output) = (connection.Transport.Input, connection.Transport.Output);
        try
        {
            while (true)
            {
                var read = await input.ReadAsync();
                var rest = Answer(read.Buffer, output);
                input.AdvanceTo(rest, read.Buffer.End);
                await output.FlushAsync();
                if (read.IsCompleted) return;
            }
        }
        catch (ConnectionResetException)
        {
            // The generator is done.
        }
    }

    private static SequencePosition Answer(in ReadOnlySequence<byte> buffer, IBufferWriter<byte> output)
    {
        var reader = new SequenceReader<byte>(buffer);
        while (true)
        {
            var start = reader.Position;
            if (!reader.TryRead(out var kind) || !TryLength(ref reader, out var length) || reader.Remaining < length) return start;
            if (kind == 0x10) output.Write<byte>([0x20, 2, 0, 0]);
            if (kind != 0x32)
            {
                reader.Advance(length);
                continue;
            }
            reader.TryRead(out var high);
            reader.TryRead(out var low);
            var topic = high << 8 | low;
            reader.Advance(topic);
            reader.TryRead(out high);
            reader.TryRead(out low);
            reader.Advance(length - topic - 4);
            var ack = output.GetSpan(4);
            (ack[0], ack[1], ack[2], ack[3]) = (0x40, 2, high, low);
            output.Advance(4);
        }
    }

    private static bool TryLength(ref SequenceReader<byte> reader, out int length)
    {
        length = 0;
        for (var shift = 0; shift < 28; shift += 7)
        {
            if (!reader.TryRead(out var b)) return false;
            length |= (b & 0x7F) << shift;
            if (b < 0x80) return true;
        }
        return false;
    }
}
