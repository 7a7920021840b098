using EduDx.Live.Attendance;

namespace EduDx.Tests.Live.Attendance;

public sealed class IdSetTests
{
    [Fact]
    public void It_is_a_set_for_ids_of_every_shape()
    {
        var set = new IdSet();
        var random = new Random(7);
        var ids = new HashSet<UInt128>();
        for (var i = 1; i < 5_000; i++)
        {
            ids.Add((UInt128)i);
            ids.Add((UInt128)i << 64);
            ids.Add(new UInt128((ulong)random.NextInt64(), (ulong)random.NextInt64()));
        }
        foreach (var id in ids) Assert.True(set.Add(id));
        foreach (var id in ids) Assert.False(set.Add(id));

        using var memory = new MemoryStream();
        using (var writer = new BinaryWriter(memory, System.Text.Encoding.UTF8, leaveOpen: true)) set.Save(writer);
        memory.Position = 0;
        var restored = new IdSet();
        using var reader = new BinaryReader(memory);
        restored.Load(reader);
        Assert.Equal(ids.Count, restored.Count);
        Assert.Equal(memory.Length, memory.Position);
        foreach (var id in ids) Assert.False(restored.Add(id));
    }
}
