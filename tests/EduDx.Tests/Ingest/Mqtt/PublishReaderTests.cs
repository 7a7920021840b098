using System.Buffers;
using System.IO.Pipelines;
using System.Text;
using EduDx.Ops.Access.Devices;
using EduDx.Ops.Ingest.Mqtt;
using MQTTnet.Formatter;

namespace EduDx.Tests.Ingest.Mqtt;

/// <summary>The reader and the writer of one connection on a real log, between two pipes.</summary>
public sealed class PublishReaderTests : IngestFixture
{
    private readonly Pipe _output = new();

    [Fact]
    public async Task Taking_scans_and_acknowledging_them_allocates_nothing()
    {
        using var commits = new CommitWatch(Opened);
        var acks = new AckWriter(_output.Writer, Opened, commits, _ => { });
        var reader = Reader(acks);
        var buffer = new ReadOnlySequence<byte>([.. Enumerable.Range(1, 20).SelectMany(i => Publish(i))]);
        var least = long.MaxValue;
        for (var round = 0; round < 600; round++)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            var taken = reader.Take(buffer);
            acks.Kick();
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
            Assert.Equal(Taken.Nothing, reader.Take(buffer.Slice(0, 9)).What);
            Assert.Equal((Taken.Events, 0L), (taken.What, buffer.Slice(taken.Consumed).Length));
            await ReadAcksAsync(20);
        }
        Assert.Equal(0, least);
    }

    [Fact]
    public async Task A_full_ring_stops_the_reader_until_a_commit()
    {
        using var commits = new CommitWatch(Opened);
        var acks = new AckWriter(_output.Writer, Opened, commits, _ => { });
        var reader = Reader(acks);
        var buffer = new ReadOnlySequence<byte>([.. Enumerable.Range(1, AckRing.Maximum + 5).SelectMany(i => Publish(i))]);
        var taken = reader.Take(buffer);
        Assert.Equal((Taken.Events, 5L * Publish(1).Length), (taken.What, buffer.Slice(taken.Consumed).Length));
        Assert.False(acks.HasRoom);
        // Nobody has asked for a write yet, so no commit makes room.
        Assert.False(await acks.RoomAsync(TimeSpan.FromMilliseconds(50), default));
        acks.Kick();
        Assert.True(await acks.RoomAsync(TimeSpan.FromSeconds(10), default));
        await ReadAcksAsync(AckRing.Maximum);
    }

    // Mutated packets found it: a pipe that is completed between a span and its bytes leaves the broker's writer an exception that nobody looks at.
    [Fact]
    public async Task A_connection_that_ends_lets_a_write_finish_and_begins_no_other()
    {
        using var commits = new CommitWatch(Opened);
        var acks = new AckWriter(_output.Writer, Opened, commits, _ => { });
        var writing = new TaskCompletionSource();
        var first = acks.AloneAsync(null, () => writing.Task, default);
        var second = acks.AloneAsync(null, () => throw new InvalidOperationException("written after the end"), default);
        var closed = acks.CloseAsync();
        Assert.False(closed.IsCompleted);
        writing.SetResult();
        await first;
        await Assert.ThrowsAsync<OperationCanceledException>(() => second);
        await closed.WaitAsync(TimeSpan.FromSeconds(10));
        await Assert.ThrowsAsync<OperationCanceledException>(() => acks.AloneAsync(null, () => throw new InvalidOperationException("written after the end"), default));
    }

    private async Task ReadAcksAsync(int count)
    {
        for (var id = 1; id <= count;)
        {
            var read = await _output.Reader.ReadAsync(new CancellationTokenSource(TimeSpan.FromSeconds(10)).Token);
            var bytes = read.Buffer.ToArray();
            var whole = bytes.Length / 4 * 4;
            for (var at = 0; at < whole; at += 4, id++) Assert.Equal([0x40, 2, (byte)(id >> 8), (byte)id], bytes[at..(at + 4)]);
            _output.Reader.AdvanceTo(read.Buffer.GetPosition(whole), read.Buffer.End);
        }
    }

    private PublishReader Reader(AckWriter acks)
    {
        var reader = new PublishReader(Ingestor, acks, new MqttPacketFormatterAdapter(MqttProtocolVersion.V311, new MqttBufferWriter(4096, 65_535)), 1 << 20, new DeviceSession("mqtt", "test", isRequired: false, _ => { }), access: null);
        reader.Connected(isVersion5: false);
        return reader;
    }

    private static byte[] Publish(int id)
    {
        byte[] body = [0, (byte)Scan.Length, .. Encoding.ASCII.GetBytes(Scan), (byte)(id >> 8), (byte)id, .. Encoding.ASCII.GetBytes(Good)];
        return [0x32, (byte)(body.Length & 0x7F | 0x80), (byte)(body.Length >> 7), .. body];
    }
}
