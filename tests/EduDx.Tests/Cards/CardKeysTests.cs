using System.Text;
using EduDx.Ops.Cards;
using EduDx.Ops.Cards.Keys;
using Microsoft.Extensions.Time.Testing;

namespace EduDx.Tests.Cards;

public sealed class CardKeysTests : IDisposable
{
    private readonly string _data = Directory.CreateTempSubdirectory("edudx-keys-").FullName;
    private readonly FakeTimeProvider _time = new(new(2026, 9, 7, 0, 0, 0, TimeSpan.Zero));

    private string Folder => Path.Combine(_data, "keys", "cards");

    public void Dispose() => Directory.Delete(_data, recursive: true);

    [Fact]
    public void No_key_is_made_before_the_first_card()
    {
        using var keys = CardKeys.Open(_data, _time);
        Assert.True(keys.IsEmpty);
        Assert.False(Directory.Exists(Folder));
        Assert.Same(keys.Active(), keys.Active());
        Assert.Single(Directory.GetFiles(Folder));
    }

    [Fact]
    [System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
    public void A_key_is_its_owners_alone()
    {
        using var keys = CardKeys.Open(_data, _time);
        keys.Active();
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Directory.GetFiles(Folder).Single()));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(Folder));
        File.SetUnixFileMode(Directory.GetFiles(Folder).Single(), UnixFileMode.UserRead | UnixFileMode.OtherRead);
        Assert.Contains("chmod 600", Assert.Throws<IOException>(() => CardKeys.Open(_data, _time)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void After_a_rotation_old_cards_are_good_and_nothing_can_be_sealed_with_the_old_key()
    {
        using var keys = CardKeys.Open(_data, _time);
        var before = keys.Active();
        var token = CardToken.Seal(ForgedTokens.Claims, before);
        _time.Advance(TimeSpan.FromDays(365));
        var after = keys.Rotate();
        Assert.NotEqual(before.Kid, after.Kid);
        Assert.Equal(after.Kid, keys.Active().Kid);
        Assert.Equal(TokenVerdict.Good, Open(token, keys));
        Assert.False(keys.Find(before.Kid)!.CanSign);
        Assert.Single(Directory.GetFiles(Folder), f => File.ReadAllText(f).Contains("PRIVATE", StringComparison.Ordinal));
        using var again = CardKeys.Open(_data, _time);
        Assert.Equal(TokenVerdict.Good, Open(token, again));
        Assert.Equal([after.Kid, before.Kid], again.All.Select(k => k.Kid));
        Assert.Equal(after.Kid, again.Active().Kid);
    }

    [Fact]
    public void A_withdrawn_key_stays_withdrawn()
    {
        using var keys = CardKeys.Open(_data, _time);
        var token = CardToken.Seal(ForgedTokens.Claims, keys.Active());
        Assert.True(keys.Withdraw(keys.Active().Kid));
        Assert.Equal(TokenVerdict.UnknownKey, Open(token, keys));
        using var again = CardKeys.Open(_data, _time);
        Assert.Equal(TokenVerdict.UnknownKey, Open(token, again));
        Assert.False(again.Withdraw(1));
        Assert.DoesNotContain(Directory.GetFiles(Folder), f => File.ReadAllText(f).Contains("PRIVATE", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("not a key")]
    [InlineData("-----BEGIN PUBLIC KEY-----\nMFkw\n-----END PUBLIC KEY-----\n")]
    public void A_damaged_key_is_told_by_its_file(string text)
    {
        using (var keys = CardKeys.Open(_data, _time)) keys.Active();
        var path = Directory.GetFiles(Folder).Single();
        File.WriteAllText(path, text);
        Assert.Contains(path, Assert.Throws<IOException>(() => CardKeys.Open(_data, _time)).Message, StringComparison.Ordinal);
    }

    private static TokenVerdict Open(string token, CardKeys keys) => CardToken.Open(Encoding.ASCII.GetBytes(token), keys, out _, out _);
}
