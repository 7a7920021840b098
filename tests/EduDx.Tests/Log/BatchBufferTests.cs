using System.Text;
using EduDx.Log;

namespace EduDx.Tests.Log;

/// <summary>Buffers are used again, and nobody sees it: a held batch stays what it was, and who lags reads the same as who keeps up.</summary>
public sealed class BatchBufferTests : LogFixture
{
    private const int Items = 40;
    // Above 16 MiB in all, so that the first ones are not in memory any more.
    private const int ItemBytes = 600_000;

    [Fact]
    public async Task A_held_batch_stays_while_others_come_and_go()
    {
        await Commit(LogStream.Events, "held");
        var held = Opened.Read(LogStream.Events, 0)!;
        held.Hold(1);
        held.Release();
        for (var i = 0; i < 300; i++)
        {
            await Commit(LogStream.Events, $"other {i}");
            var other = Opened.Read(LogStream.Events, i + 1)!;
            Assert.Equal([$"other {i}"], Texts(other));
            other.Release();
        }
        Assert.Equal(["held"], Texts(held));
        held.Release();
    }

    [Fact]
    public async Task A_released_batch_of_the_store_cannot_be_walked()
    {
        await Commit(LogStream.Marks, "once");
        var batch = Opened.Read(LogStream.Marks, 0)!;
        batch.Release();
        Assert.Throws<ObjectDisposedException>(() => Texts(batch));
        Assert.Equal((0, 1), (batch.FirstOffset, batch.NextOffset));
    }

    [Fact]
    public async Task Who_lags_reads_the_same_as_who_keeps_up()
    {
        var fast = new List<string>();
        for (var i = 0; i < Items; i++)
        {
            await Commit(LogStream.Events, Text(i));
            var batch = Opened.Read(LogStream.Events, i)!;
            fast.AddRange(Texts(batch));
            batch.Release();
        }
        Assert.Equal(Enumerable.Range(0, Items).Select(Text), fast);
        Assert.Equal(fast, All(Opened));
        Assert.Equal(fast, All(Reopen()));
    }

    [Fact]
    public async Task Readers_on_other_threads_see_whole_batches_while_buffers_are_reused()
    {
        _ = Opened;
        var readers = Enumerable.Range(0, 3).Select(_ => Task.Run(() => ReadAsync(2_000))).ToArray();
        for (var i = 0; i < 2_000; i += 4) await Commit(LogStream.Events, [.. Enumerable.Range(i, 4).Select(n => $"event {n}")]);
        Assert.All(await Task.WhenAll(readers).WaitAsync(TimeSpan.FromSeconds(30)), seen => Assert.Equal(2_000, seen));

        async Task<int> ReadAsync(int until)
        {
            var next = 0;
            while (next < until)
            {
                await Opened.WaitForOffsetAsync(next, CancellationToken.None);
                foreach (var batch in Opened.From(LogStream.Events, next))
                {
                    foreach (var text in Texts(batch)) Assert.Equal($"event {next++}", text);
                }
            }
            return next;
        }
    }

    private static string Text(int i) => new((char)('a' + i % 26), ItemBytes);

    private static List<string> Texts(LogBatch batch)
    {
        var texts = new List<string>();
        foreach (var item in batch) texts.Add(Encoding.UTF8.GetString(item));
        return texts;
    }
}
