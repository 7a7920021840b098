using System.Text;
using EduDx.Live.City;
using EduDx.Registry;
using EduDx.Registry.Vault;

namespace EduDx.Tests.Registry.Vault;

public sealed class VaultTests : StoreFixture
{
    private const string Name = "Công Tằng Tôn Nữ Thị Chim Hoàng Yến";
    private const string Identity = "046214999777";

    private string Keys => Path.Combine(Path.GetDirectoryName(DatabasePath)!, "keys");

    [Fact]
    public async Task Who_a_pseudonym_is_opens_with_the_keys_and_stands_in_no_file()
    {
        await Apply(City("p-1"));
        Assert.Equal(new PersonRecord("p-1", Name, Identity, new DateOnly(2014, 1, 15), false, ""), await Store.LookUpAsync("p-1", default));
        Assert.Null(await Store.LookUpAsync("p-2", default));
        AssertNowhere(Name, Identity);
    }

    [Fact]
    public async Task The_database_without_its_keys_says_no_name()
    {
        await Apply(City("p-1"));
        Store.Dispose();
        using var thief = new RegistryStore(DatabasePath, TimeProvider.System, new KeyFolder(Path.Combine(Path.GetDirectoryName(DatabasePath)!, "other")));
        Assert.Equal(new PersonRecord("p-1", null, null, new DateOnly(2014, 1, 15), false, ""), await thief.LookUpAsync("p-1", default));
    }

    [Fact, System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
    public async Task Keys_are_readable_by_their_owner_alone()
    {
        await Apply(City(""));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(Keys));
        var files = Directory.GetFiles(Keys);
        Assert.Equal(["erasures.key", "persons.keys", "year-2026.key"], files.Select(Path.GetFileName).Append("erasures.key").Distinct().Order());
        Assert.All(files, f => Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(f)));
    }

    [Fact]
    public async Task A_pseudonym_is_made_of_the_identity_number_and_is_another_one_next_year()
    {
        await Apply(City(""));
        var first = (await Pupils(City(Today))).Single();
        Assert.Matches("^p-[a-z2-7]{16}$", first);
        Assert.True((await Store.ImportAsync(City("").Streams, apply: true, Today.AddDays(200), default)).IsEmpty);
        await Apply(City(""), Today.AddYears(1));
        var second = (await Pupils(City(Today.AddYears(1)))).Single();
        Assert.NotEqual(first, second);
        Assert.Equal(Identity, (await Store.LookUpAsync(first, default))!.Identity);
        Assert.Equal(Identity, (await Store.LookUpAsync(second, default))!.Identity);
        AssertNowhere(Name, Identity);
    }

    [Fact]
    public void Pseudonyms_differ_by_key_and_kind_and_do_not_collide()
    {
        byte[] one = new byte[32], two = [.. Enumerable.Repeat((byte)1, 32)];
        Assert.NotEqual(Pseudonym.Of(one, Identity, false), Pseudonym.Of(two, Identity, false));
        Assert.NotEqual(Pseudonym.Of(one, Identity, false), Pseudonym.Of(one, Identity, true));
        Assert.Equal(300_000, Enumerable.Range(0, 300_000).Select(i => Pseudonym.Of(one, $"{i:D12}", false)).Distinct().Count());
    }

    [Fact]
    public async Task An_erased_person_is_unreadable_everywhere_at_once_and_counts_of_past_days_stay()
    {
        await Apply(City("p-1"));
        var copy = DatabasePath + ".copy";
        await using (var from = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={DatabasePath}"))
        await using (var to = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={copy}"))
        {
            from.Open();
            to.Open();
            from.BackupDatabase(to);
        }
        var receipt = await Store.EraseAsync("p-1", "parents-asked", Today.AddDays(10), default);
        Assert.Matches("^e-[0-9a-f]{24}$", receipt);
        Assert.Null(await Store.LookUpAsync("p-1", default));
        // A copy of the database that was made before is as dark as the database: the key is gone.
        using (var old = new RegistryStore(copy, TimeProvider.System, new KeyFolder(Keys))) Assert.Null((await old.LookUpAsync("p-1", default))!.Name);
        Assert.Single(await Pupils(City(Today.AddDays(5))));
        Assert.Empty(await Pupils(City(Today.AddDays(10))));
        var left = await Store.ExportAsync(receipt!, default);
        Assert.Equal((null, null, null, 0, 0), (left!.Who.Name, left.Who.Identity, left.Who.Birth, left.Cards.Count, left.Allergies.Count));
        Assert.Equal("parents-asked", (await Store.ReceiptAsync(receipt!, default))!.Value.Purpose);
        Assert.Null(await Store.EraseAsync("p-1", "parents-asked", Today, default));
        File.Delete(copy);
        AssertNowhere(Name, Identity, "HUE777", "p-1,", "durian");
        // A file that still has the person does not bring them back unseen.
        Assert.Equal(["pupils.csv:2:person"], (await Refuse(City("p-1"))).Take(1));
    }

    [Fact]
    public async Task A_person_is_exported_whole_and_corrected()
    {
        await Apply(City("p-1"));
        var export = (await Store.ExportAsync("p-1", default))!;
        Assert.Equal((Name, Identity), (export.Who.Name, export.Who.Identity));
        Assert.Equal(new PersonSpan("thcs-phu-xuan-1.6a1", null, null), export.Places.Single());
        Assert.Equal("HUE777", export.Cards.Single().What);
        Assert.Equal("durian", export.Allergies.Single().What);

        Assert.True(await Store.CorrectAsync("p-1", "Nguyễn An", null, new DateOnly(2014, 2, 1), default));
        Assert.Equal(new PersonRecord("p-1", "Nguyễn An", Identity, new DateOnly(2014, 2, 1), false, ""), await Store.LookUpAsync("p-1", default));
        Assert.False(await Store.CorrectAsync("p-9", "X", null, null, default));
        Assert.Equal(["hue", "phu-xuan", "thcs-phu-xuan-1", "thcs-phu-xuan-1.c1", "thcs-phu-xuan-1.6a1"], (await Store.PathOfPersonAsync("p-1", Today, default))!);
        Assert.Null(await Store.PathOfPersonAsync("p-9", Today, default));
    }

    [Fact]
    public async Task A_correction_that_the_database_refuses_loses_no_name()
    {
        await Apply(City("p-1"));
        await SqlAsync("CREATE TRIGGER cut BEFORE UPDATE ON vault BEGIN SELECT RAISE(ABORT, 'cut off'); END");
        await Assert.ThrowsAnyAsync<Exception>(() => Store.CorrectAsync("p-1", "Nguyễn An", null, null, default));
        Assert.Equal((Name, Identity), await WhoAsync());
        await SqlAsync("DROP TRIGGER cut");
        Assert.True(await Store.CorrectAsync("p-1", "Nguyễn An", null, null, default));
        Assert.Equal(("Nguyễn An", Identity), await WhoAsync());
        Assert.False(File.Exists(Path.Combine(Keys, "persons.keys.next")));
    }

    [Theory]
    [InlineData(true, 36)]
    [InlineData(false, 36)]
    [InlineData(false, 20)]
    public async Task A_correction_that_a_kill_cuts_off_loses_no_name(bool isInDatabase, int length)
    {
        await Apply(City("p-1"));
        var (keys, next) = (Path.Combine(Keys, "persons.keys"), Path.Combine(Keys, "persons.keys.next"));
        var before = await File.ReadAllBytesAsync(keys);
        var (person, key) = (1, new byte[32]);
        if (isInDatabase)
        {
            Assert.True(await Store.CorrectAsync("p-1", "Nguyễn An", null, null, default));
            var after = await File.ReadAllBytesAsync(keys);
            person = before.AsSpan().CommonPrefixLength(after) / 32;
            key = after[(person * 32)..((person + 1) * 32)];
            await File.WriteAllBytesAsync(keys, before);
        }
        byte[] left = [(byte)person, 0, 0, 0, .. key];
        await File.WriteAllBytesAsync(next, left[..length]);
        Store.Dispose();
        using var restarted = new RegistryStore(DatabasePath, TimeProvider.System, new KeyFolder(Keys));
        await restarted.OpenAsync(default);
        Assert.Equal(isInDatabase ? "Nguyễn An" : Name, (await restarted.LookUpAsync("p-1", default))!.Name);
        Assert.False(File.Exists(next));
    }

    [Fact]
    public async Task An_erasure_says_that_a_reader_kept_it_from_emptying_the_journal()
    {
        await Apply(City("p-1"));
        await using (var reader = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={DatabasePath};Pooling=False"))
        {
            reader.Open();
            await using var transaction = reader.BeginTransaction(deferred: true);
            await using var command = reader.CreateCommand();
            (command.Transaction, command.CommandText) = (transaction, "SELECT COUNT(*) FROM persons");
            await command.ExecuteScalarAsync();
            Assert.NotNull(await Store.EraseAsync("p-1", "parents-asked", Today, default));
            Assert.True(Store.JournalHolds);
            Assert.True(new FileInfo(DatabasePath + "-wal").Length > 0);
            Assert.False(await Store.EmptyJournalAsync(default));
        }
        Assert.True(await Store.EmptyJournalAsync(default));
        Assert.False(Store.JournalHolds);
        Assert.Equal(0, new FileInfo(DatabasePath + "-wal").Length);
    }

    private async Task<(string?, string?)> WhoAsync() => await Store.LookUpAsync("p-1", default) is { } who ? (who.Name, who.Identity) : default;

    private async Task SqlAsync(string sql)
    {
        await using var connection = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={DatabasePath}");
        connection.Open();
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync();
    }

    [Fact]
    public async Task Lost_keys_come_back_with_the_next_import()
    {
        await Apply(City("p-1"));
        File.Delete(Path.Combine(Keys, "persons.keys"));
        Assert.Null((await Store.LookUpAsync("p-1", default))!.Name);
        Assert.Equal(1, (await Apply(City("p-1"))).Differences.Single(d => d.File == "pupils.csv").Changed.Count);
        Assert.Equal(Name, (await Store.LookUpAsync("p-1", default))!.Name);
    }

    [Fact]
    public async Task The_answer_of_an_import_names_nobody()
    {
        foreach (var apply in new[] { false, true })
        {
            var result = await Store.ImportAsync(City("").Streams, apply, Today, default);
            var text = System.Text.Json.JsonSerializer.Serialize(result, new System.Text.Json.JsonSerializerOptions { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
            Assert.DoesNotContain(Identity, text, StringComparison.Ordinal);
            Assert.DoesNotContain("Hoàng Yến", text, StringComparison.Ordinal);
        }
        var bad = City("").Edit("pupils.csv", Identity, Identity + "#");
        Assert.All((await Store.ImportAsync(bad.Streams, true, Today, default)).Errors, e => Assert.DoesNotContain(Identity, e.Message, StringComparison.Ordinal));
    }

    [Fact]
    public void Keys_of_past_years_are_destroyed()
    {
        var folder = new KeyFolder(Keys);
        foreach (var year in new[] { 2023, 2024, 2025, 2026 }) folder.YearKey(year);
        Assert.Equal([2023, 2024], folder.DestroyYearsBefore(2025).Order());
        Assert.Equal(2, Directory.GetFiles(Keys, "year-*.key").Length);
    }

    [Fact]
    public void Any_changed_byte_of_a_sealed_row_is_found()
    {
        var key = new byte[32];
        key[0] = 1;
        var box = PersonSeal.Seal(key, 7, Name, Identity);
        Assert.Equal((Name, Identity), PersonSeal.Open(key, 7, box));
        Assert.Null(PersonSeal.Open(key, 8, box));
        for (var i = 0; i < box.Length; i++)
        {
            box[i] ^= 1;
            Assert.Null(PersonSeal.Open(key, 7, box));
            box[i] ^= 1;
        }
    }

    // Every file beside the database, as the disk has it.
    private void AssertNowhere(params string[] texts)
    {
        foreach (var path in Directory.GetFiles(Path.GetDirectoryName(DatabasePath)!, "*", SearchOption.AllDirectories))
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            var bytes = new byte[file.Length];
            file.ReadExactly(bytes);
            foreach (var text in texts) Assert.True(bytes.AsSpan().IndexOf(Encoding.UTF8.GetBytes(text)) < 0, $"{text} stands in {path}");
        }
    }

    private static CityFiles City(string person)
    {
        var files = CityFiles.Small();
        files["pupils.csv"] = $"person,name,birth,class,card,from,to,identity\n{person},{Name},2014-01-15,thcs-phu-xuan-1.6a1,HUE777,,,{Identity}\n";
        files["allergies.csv"] = $"person,allergen,from,to,identity\n{person},durian,,,{Identity}\n";
        return files;
    }

    private static async Task<string[]> Pupils(Task<CityModel> city)
    {
        var ids = (await city).PersonIds;
        return [.. Enumerable.Range(0, ids.Count).Select(i => Encoding.UTF8.GetString(ids[i]).Split('/')[^1]).Where(p => !p.StartsWith("s-", StringComparison.Ordinal))];
    }
}
