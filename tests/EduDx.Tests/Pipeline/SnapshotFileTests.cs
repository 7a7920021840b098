using System.Buffers;
using EduDx.Ops.Pipeline;

namespace EduDx.Tests.Pipeline;

public sealed class SnapshotFileTests : IDisposable
{
    private readonly string _folder = Path.Combine(Path.GetTempPath(), "edudx-snapshot-" + Guid.NewGuid().ToString("N"));

    private string FilePath => Path.Combine(_folder, "live.snapshot");

    public void Dispose()
    {
        if (Directory.Exists(_folder)) Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public void What_was_written_is_read()
    {
        var file = new SnapshotFile(_folder);
        Assert.Null(file.Read(out var damaged));
        Assert.Null(damaged);
        Write(file, 7, [1, 2, 3], [], [4]);
        Write(file, 8, [1, 2, 3], [], [5]);
        var read = file.Read(out damaged);
        Assert.Null(damaged);
        Assert.Equal(8, read!.Value.Offset);
        Assert.Equal([[1, 2, 3], [], [5]], read.Value.Shards.Select(s => s.ToArray()));
        Assert.Equal([FilePath], Directory.GetFiles(_folder));
    }

    [Fact]
    public void Every_flipped_bit_and_every_cut_is_damage()
    {
        var file = new SnapshotFile(_folder);
        Write(file, 7, [1, 2, 3], [9, 9]);
        var whole = File.ReadAllBytes(FilePath);
        for (var i = 0; i < whole.Length; i++)
        {
            var flipped = whole.ToArray();
            flipped[i] ^= 0x10;
            IsDamaged(file, flipped);
            IsDamaged(file, whole[..i]);
        }
        IsDamaged(file, [.. whole, 0]);
    }

    private static void Write(SnapshotFile file, long offset, params byte[][] shards) =>
        file.Write(offset, [.. shards.Select(s => new ReadOnlySequence<byte>(s))]);

    private void IsDamaged(SnapshotFile file, byte[] bytes)
    {
        File.WriteAllBytes(FilePath, bytes);
        Assert.Null(file.Read(out var damaged));
        Assert.Contains(FilePath, damaged, StringComparison.Ordinal);
    }
}
