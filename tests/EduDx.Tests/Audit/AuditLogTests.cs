using System.Text;
using System.Text.Json.Nodes;
using EduDx.Ops.Audit;
using Microsoft.Extensions.Time.Testing;

namespace EduDx.Tests.Audit;

public sealed class AuditLogTests : IDisposable
{
    private readonly string _data = Directory.CreateTempSubdirectory("edudx-audit-").FullName;
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 11, 23, 0, 0, 0, TimeSpan.Zero));
    private readonly AuditOptions _options = new();

    private string Folder => Path.Combine(_data, AuditLog.FolderName);

    private string HeadPath => Path.Combine(Folder, AuditHead.FileName);

    private string[] Files => [.. AuditFiles.Of(Folder).Select(f => f.Path)];

    public void Dispose() => Directory.Delete(_data, recursive: true);

    [Fact]
    public void What_was_written_is_there_after_a_restart_and_goes_on_in_one_chain()
    {
        Write(3);
        Write(2);
        AssertSound("entries 0 to 4");
        var lines = File.ReadAllLines(Files.Single()).Select(l => JsonNode.Parse(l)!).ToArray();
        Assert.Equal([0, 1, 2, 3, 4], lines.Select(l => (int)l["seq"]!));
        Assert.All(lines, l => Assert.Equal(("local", "done"), ((string)l["actor"]!, (string)l["outcome"]!)));
        Assert.Equal("2026-11-23T07:00:00+07:00", (string)lines[0]["at"]!);
    }

    [Fact]
    public void Any_changed_byte_is_found_in_its_line()
    {
        Write(4);
        foreach (var path in new[] { Files.Single(), HeadPath })
        {
            var whole = File.ReadAllBytes(path);
            for (var i = 0; i < whole.Length; i++)
            {
                foreach (var flip in new byte[] { 1, 0x20, 0x80 })
                {
                    var changed = whole.ToArray();
                    changed[i] ^= flip;
                    File.WriteAllBytes(path, changed);
                    Assert.False(AuditCheck.IsSound(Folder, out var why), $"{path}: byte {i} ^ {flip}");
                    // A number that is still a number is another entry: the head itself cannot tell which of the two is wrong.
                    if (path == HeadPath) continue;
                    Assert.Contains($"{path}: line {1 + whole.AsSpan(0, i).Count((byte)'\n')}: ", why, StringComparison.Ordinal);
                }
            }
            File.WriteAllBytes(path, whole);
        }
        AssertSound("entries 0 to 3");
    }

    [Fact]
    public void A_line_cannot_be_left_out_added_or_moved_and_the_end_cannot_be_cut()
    {
        Write(5);
        var path = Files.Single();
        var lines = File.ReadAllLines(path);
        for (var i = 0; i < lines.Length; i++)
        {
            AssertChanged([.. lines[..i], .. lines[(i + 1)..]], $"without line {i + 1}");
            AssertChanged([.. lines[..i], lines[i], .. lines[i..]], $"line {i + 1} twice");
            if (i > 0) AssertChanged([.. lines[..(i - 1)], lines[i], lines[i - 1], .. lines[(i + 1)..]], $"line {i} and the next changed places");
        }
        var whole = Encoding.UTF8.GetBytes(string.Concat(lines.Select(l => l + "\n")));
        for (var length = 0; length < whole.Length; length++)
        {
            File.WriteAllBytes(path, whole[..length]);
            Assert.False(AuditCheck.IsSound(Folder, out _), $"cut to {length}");
        }

        void AssertChanged(string[] changed, string what)
        {
            File.WriteAllText(path, string.Concat(changed.Select(l => l + "\n")));
            Assert.False(AuditCheck.IsSound(Folder, out _), what);
        }
    }

    [Fact]
    public void A_file_that_is_gone_or_was_changed_between_others_is_found()
    {
        _options.FileMiB = 1;
        using (var audit = Open())
        {
            while (Files.Length < 4) audit.Append(Entry(0) with { Detail = new string('x', 1_000) });
            audit.Append(Entry(1));
        }
        AssertSound("entries 0 to");
        for (var i = 0; i < 4; i++)
        {
            var whole = File.ReadAllBytes(Files[i]);
            var path = Files[i];
            File.Delete(path);
            Assert.False(AuditCheck.IsSound(Folder, out _), $"without {path}");
            File.WriteAllBytes(path, whole);
        }
        AssertSound("entries 0 to");
    }

    // The process is killed in the middle of a write: the newest line is there in part, and the head still names the one before.
    [Fact]
    public void A_line_that_was_written_in_part_is_cut_at_the_next_start()
    {
        Write(3);
        var (path, head) = (Files.Single(), File.ReadAllBytes(HeadPath));
        var before = new FileInfo(path).Length;
        Write(1);
        var whole = File.ReadAllBytes(path);
        for (var length = before; length < whole.Length; length += 7)
        {
            File.WriteAllBytes(path, whole[..(int)length]);
            File.WriteAllBytes(HeadPath, head);
            AssertSound("entries 0 to 2");
            using (var audit = Open())
            {
                Assert.Null(audit.Damage);
                audit.Append(Entry(9));
            }
            AssertSound(length == before ? "entries 0 to 3" : "entries 0 to 4");
            Assert.Equal(length != before, File.ReadAllText(path).Contains("audit.repaired", StringComparison.Ordinal));
        }
        // The line was whole, and the process was killed before it wrote the head.
        File.WriteAllBytes(path, whole);
        File.WriteAllBytes(HeadPath, head);
        AssertSound("entries 0 to 3");
        Write(1);
        AssertSound("entries 0 to 4");
    }

    [Theory]
    [InlineData("byte")]
    [InlineData("cut")]
    [InlineData("head")]
    [InlineData("files")]
    public void Damage_is_reported_kept_and_followed_by_a_chain_of_its_own(string what)
    {
        Write(4);
        var path = Files.Single();
        var bytes = File.ReadAllBytes(path);
        if (what == "byte") bytes[bytes.Length / 2] ^= 1;
        if (what == "cut") bytes = bytes[..(bytes.AsSpan(0, bytes.Length - 1).LastIndexOf((byte)'\n') + 1)];
        if (what == "files") File.Delete(path);
        else File.WriteAllBytes(path, bytes);
        if (what == "head") File.Delete(HeadPath);
        using (var audit = Open())
        {
            Assert.NotNull(audit.Damage);
            audit.Append(Entry(7));
        }
        if (what != "files") Assert.Equal(bytes, File.ReadAllBytes(path));
        Assert.Contains("audit.damaged", File.ReadAllText(Files[^1]), StringComparison.Ordinal);
        // The next start finds nothing new, and who looks still finds the old damage.
        using (var audit = Open()) Assert.Null(audit.Damage);
        if (what == "files") return;
        Assert.False(AuditCheck.IsSound(Folder, out var why));
        Assert.Contains(what == "byte" ? path : "a new chain begins here", why, StringComparison.Ordinal);
    }

    [Fact]
    public void A_month_begins_a_file_and_old_files_go_with_a_line_that_says_so()
    {
        _options.RetainDays = 90;
        using (var audit = Open())
        {
            for (var day = 0; day < 240; day++)
            {
                audit.Append(Entry(day));
                _time.Advance(TimeSpan.FromDays(1));
            }
        }
        Assert.InRange(Files.Length, 4, 6);
        Assert.False(File.Exists(Path.Combine(Folder, AuditFiles.Name(1))));
        AssertSound("entries ");
        // Without the line that says so, files that are missing at the beginning are found.
        File.Delete(Files[0]);
        Assert.False(AuditCheck.IsSound(Folder, out var why));
        Assert.Contains("no entry says that they were too old", why, StringComparison.Ordinal);
    }

    [Fact]
    public void One_process_writes_it()
    {
        using var audit = Open();
        Assert.ThrowsAny<IOException>(Open);
    }

    [Fact]
    public void A_flood_of_refusals_is_counted_and_does_not_fill_the_disk()
    {
        _options.RefusalBurst = 1_000;
        using (var audit = Open())
        {
            for (var i = 0; i < 50_000; i++) audit.Append(new("k1", "mqtt.publish", $"topic {i}", "", AuditOutcome.Refused));
            Assert.Equal(49_000, audit.RefusalsCounted);
            audit.Append(Entry(0));
        }
        AssertSound("entries 0 to 1001");
        var lines = File.ReadAllLines(Files.Single());
        Assert.Equal("49000 more refusals", (string)JsonNode.Parse(lines[1_000])!["detail"]!);
    }

    [Theory]
    [InlineData("a\n{\"seq\":1}")]
    [InlineData("a\r\nb")]
    [InlineData("\u001b[2J\u0000")]
    [InlineData("\"},{\"action\":\"audit.retired\"")]
    [InlineData("\ud800 lone")]
    [InlineData("dòng một\u2028dòng hai")]
    public void Text_from_outside_forges_no_line(string text)
    {
        using (var audit = Open()) audit.Append(new(text, "alarm.comment", text, text));
        AssertSound("entries 0 to 0");
        var bytes = File.ReadAllBytes(Files.Single());
        Assert.Equal(1, bytes.AsSpan().Count((byte)'\n'));
        Assert.Equal(bytes.Length - 1, bytes.AsSpan().IndexOfAnyInRange((byte)0, (byte)31));
        Assert.Equal(text.Replace("\ud800", "\ufffd", StringComparison.Ordinal), (string)JsonNode.Parse(bytes)!["subject"]!);
    }

    [Fact]
    public void Long_text_is_cut()
    {
        using (var audit = Open()) audit.Append(new(new string('a', 10_000), new string('b', 10_000), new string('c', 255) + "😀", new string('d', 1 << 20)));
        Assert.InRange(new FileInfo(Files.Single()).Length, 1_000, 3_000);
        AssertSound("entries 0 to 0");
    }

    private AuditLog Open() => new(_data, _options, _time);

    private static AuditEntry Entry(int i) => new("local", "alarm.acknowledge", $"{i}");

    private void Write(int count)
    {
        using var audit = Open();
        for (var i = 0; i < count; i++) audit.Append(Entry(i));
    }

    private void AssertSound(string why)
    {
        Assert.True(AuditCheck.IsSound(Folder, out var said), said);
        Assert.StartsWith(why, said, StringComparison.Ordinal);
    }
}
