using EduDx.Log;
using EduDx.Tests.Log;

namespace EduDx.Tests.Fuzz;

/// <summary>Whatever the files of a log have become: it is refused in its own words, or it begins as it began; and both take no time.</summary>
public sealed class LogFuzzTests : LogFixture
{
    private const int Seed = 20260912;

    [Fact]
    public async Task Mutated_files_of_the_log()
    {
        var all = Enumerable.Range(0, 12).Select(i => $"event {i}").ToArray();
        foreach (var item in all[..6]) await Commit(LogStream.Events, item);
        // From the write-ahead log into a table, and a second log behind it.
        Reopen();
        foreach (var item in all[6..]) await Commit(LogStream.Events, item);
        var image = Directory.GetFiles(Folder).Where(f => Path.GetFileName(f) is not ("LOCK" or "LOG" or "owner") && !Path.GetFileName(f).StartsWith("LOG.", StringComparison.Ordinal)).Order(StringComparer.Ordinal)
            .Select(f => (Name: Path.GetFileName(f), Bytes: ReadShared(f))).Where(f => f.Bytes.Length > 0).ToArray();
        Close();
        var random = new Random(Seed);
        var (refused, whole) = (0, 0);
        for (var i = Corpus.Rounds(250); i > 0; i--)
        {
            var changed = image[i % image.Length].Name;
            var folder = Path.Combine(Folder, $"image-{i}");
            Directory.CreateDirectory(folder);
            foreach (var file in image) await File.WriteAllBytesAsync(Path.Combine(folder, file.Name), file.Name == changed ? Mutator.Mutate(random, file.Bytes) : file.Bytes);
            try
            {
                using var log = EventLog.Open(new() { Folder = folder, DiskFloorMiB = 0 }, Time);
                Assert.True(All(log).SequenceEqual(all), $"seed {Seed}, round {i}, {changed}: {All(log).Count} of {all.Length} events are left");
                whole++;
            }
            catch (LogDamagedException e)
            {
                Assert.Contains(folder, e.Message, StringComparison.Ordinal);
                refused++;
            }
            Directory.Delete(folder, recursive: true);
        }
        Assert.True(refused > whole / 10 && whole > 0, $"{refused} refused, {whole} whole");
    }

    private static byte[] ReadShared(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        var bytes = new byte[file.Length];
        file.ReadExactly(bytes);
        return bytes;
    }
}
