using EduDx.Ops.Access;
using EduDx.Ops.Access.Pairing;
using EduDx.Ops.Access.Rules;
using EduDx.Ops.Access.SignOn;
using EduDx.Registry.People;
using Microsoft.Extensions.Time.Testing;

namespace EduDx.Tests.Access;

/// <summary>Sessions, links, passwords and codes on a clock that the test moves, and a registry on the disk.</summary>
public sealed class SignOnTests : IDisposable
{
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 11, 23, 0, 0, 0, TimeSpan.Zero));
    private readonly string _folder = Directory.CreateTempSubdirectory("edudx-people-").FullName;
    private readonly PeopleStore _store;
    private readonly PeopleDirectory _people;

    public SignOnTests()
    {
        _store = new PeopleStore(Path.Combine(_folder, "people.sqlite"));
        _people = new PeopleDirectory(_store, new AccessOptions(), _time);
    }

    public void Dispose()
    {
        _store.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public void A_session_lasts_its_hours_and_no_longer()
    {
        var (token, expires) = _people.Open(_people.Administrator);
        Assert.Equal(_time.GetUtcNow().AddHours(12), expires);
        _time.Advance(TimeSpan.FromHours(12) - TimeSpan.FromSeconds(1));
        Assert.NotNull(_people.BySession(Secret.Hash(token)));
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.Null(_people.BySession(Secret.Hash(token)));
    }

    [Fact]
    public void What_was_opened_granted_paired_and_revoked_is_so_after_a_restart()
    {
        var teacher = _people.SignedOn("https://id.test", "t1", "Cô Hoa")!.Row.Key;
        var (kept, _) = _people.Open(teacher);
        var (revoked, _) = _people.Open(teacher);
        _people.Close(Secret.Hash(revoked));
        _people.Add(teacher, new Grant(Role.SchoolStaff, "mn-vy-da", DataClass.Care), _people.Administrator);
        var (screen, _) = _people.Pair("Sảnh", "default", "hue", ["overview", "care"], _people.Administrator);
        var (dark, row) = _people.Pair("Kho", "default", "hue", ["overview"], _people.Administrator);
        Assert.True(_people.Unpair(row.Key));
        var again = new PeopleDirectory(_store, new AccessOptions(), _time);
        Assert.Equal("Cô Hoa", again.BySession(Secret.Hash(kept))!.Row.Name);
        Assert.Equal([new Grant(Role.SchoolStaff, "mn-vy-da", DataClass.Care)], again.BySession(Secret.Hash(kept))!.Principal.Grants);
        Assert.Null(again.BySession(Secret.Hash(revoked)));
        Assert.Equal(["overview", "care"], again.ByScreen(Secret.Hash(screen))!.Principal.Views!);
        Assert.Null(again.ByScreen(Secret.Hash(dark)));
        Assert.Equal(_people.Administrator, again.Administrator);
    }

    [Fact]
    public void No_token_and_no_password_lies_on_the_disk()
    {
        var (session, _) = _people.Open(_people.Administrator);
        var (screen, _) = _people.Pair("Sảnh", "default", "hue", ["overview"], _people.Administrator);
        _people.SetPassword(_people.Administrator, "mưa rơi trên sông Hương", Secret.Hash(session));
        foreach (var file in Directory.GetFiles(_folder))
        {
            var bytes = File.ReadAllBytes(file);
            foreach (var secret in new[] { session, screen, "mưa rơi trên sông Hương" }) Assert.True(bytes.AsSpan().IndexOf(System.Text.Encoding.UTF8.GetBytes(secret)) < 0, Path.GetFileName(file));
            if (!OperatingSystem.IsWindows()) Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
        }
    }

    [Fact]
    public void A_new_password_ends_the_other_sessions()
    {
        var (mine, _) = _people.Open(_people.Administrator);
        var (other, _) = _people.Open(_people.Administrator);
        _people.SetPassword(_people.Administrator, "mưa rơi trên sông Hương", Secret.Hash(mine));
        Assert.NotNull(_people.BySession(Secret.Hash(mine)));
        Assert.Null(_people.BySession(Secret.Hash(other)));
        Assert.True(Passwords.Verify("mưa rơi trên sông Hương", _people.Find(_people.Administrator)!.Row.Password));
        Assert.False(Passwords.Verify("mưa rơi trên sông hương", _people.Find(_people.Administrator)!.Row.Password));
        Assert.False(Passwords.Verify("", null));
    }

    [Fact]
    public void Who_signs_in_again_and_again_has_twenty_sessions()
    {
        var tokens = Enumerable.Range(0, 25).Select(_ => { _time.Advance(TimeSpan.FromSeconds(1)); return _people.Open(_people.Administrator).Token; }).ToArray();
        Assert.Equal(20, tokens.Count(t => _people.BySession(Secret.Hash(t)) is not null));
        Assert.Null(_people.BySession(Secret.Hash(tokens[0])));
        Assert.NotNull(_people.BySession(Secret.Hash(tokens[^1])));
    }

    [Fact]
    public void The_administrator_keeps_the_grant_without_which_nobody_could_grant()
    {
        var grant = Assert.Single(_people.Find(_people.Administrator)!.Grants);
        Assert.Contains("nobody could grant", _people.Remove(_people.Administrator, grant.Key), StringComparison.Ordinal);
    }

    [Fact]
    public void The_administrators_link_works_once_and_for_an_hour()
    {
        var link = new AdministratorLink(_time);
        var code = link.Address("http://127.0.0.1:8080/").Split("#link=")[1];
        Assert.False(link.Take(code[..^1]));
        Assert.True(link.Take(code));
        Assert.False(link.Take(code));
        var late = new AdministratorLink(_time);
        var lateCode = late.Address("/").Split("#link=")[1];
        _time.Advance(AdministratorLink.Life + TimeSpan.FromSeconds(1));
        Assert.False(late.Take(lateCode));
    }

    [Fact]
    public void Attempts_are_limited_for_each_address_and_for_all()
    {
        var limiter = new AttemptLimiter(each: 5, all: 60, TimeSpan.FromMinutes(1), _time);
        Assert.All(Enumerable.Range(0, 5), _ => Assert.Null(limiter.Take("10.0.0.1")));
        Assert.Equal(TimeSpan.FromMinutes(1), limiter.Take("10.0.0.1"));
        Assert.Null(limiter.Take("10.0.0.2"));
        for (var i = 0; i < 54; i++) Assert.Null(limiter.Take($"10.0.1.{i}"));
        Assert.NotNull(limiter.Take("10.0.0.3"));
        _time.Advance(TimeSpan.FromMinutes(1));
        Assert.Null(limiter.Take("10.0.0.1"));
    }

    [Fact]
    public void A_screen_gets_its_token_after_somebody_confirmed_its_code_and_once()
    {
        var desk = new PairingDesk(_people, _time);
        var (device, user) = desk.Begin("10.0.0.1")!.Value;
        Assert.Matches("^[BCDFGHJKLMNPQRSTVWXZ]{4}-[BCDFGHJKLMNPQRSTVWXZ]{4}$", user);
        Assert.Equal("authorization_pending", desk.Ask(device).Error);
        Assert.Equal("slow_down", desk.Ask(device).Error);
        var choice = new ScreenChoice("Sảnh", "default", "hue", ["overview"], _people.Administrator);
        Assert.Contains("no screen shows", desk.Confirm("BBBB-BBBB", choice, "account-1"), StringComparison.Ordinal);
        Assert.Null(desk.Confirm(user.ToLowerInvariant().Replace("-", " ", StringComparison.Ordinal), choice, "account-1"));
        Assert.Contains("no screen shows", desk.Confirm(user, choice, "account-1"), StringComparison.Ordinal);
        _time.Advance(PairingDesk.Interval);
        var (token, screen, error) = desk.Ask(device);
        Assert.Null(error);
        Assert.Equal("Sảnh", screen!.Name);
        Assert.NotNull(_people.ByScreen(Secret.Hash(token!)));
        _time.Advance(PairingDesk.Interval);
        Assert.Equal("expired_token", desk.Ask(device).Error);
        // A year later it is still that screen.
        _time.Advance(TimeSpan.FromDays(365));
        Assert.NotNull(_people.ByScreen(Secret.Hash(token!)));
    }

    [Fact]
    public void Codes_end_are_bounded_and_cannot_be_guessed_at_leisure()
    {
        var desk = new PairingDesk(_people, _time);
        var (device, user) = desk.Begin("10.0.0.1")!.Value;
        var choice = new ScreenChoice("Sảnh", "default", "hue", ["overview"], _people.Administrator);
        for (var i = 0; i < 10; i++) Assert.Contains("no screen shows", desk.Confirm("BBBB-BBBB", choice, "account-9"), StringComparison.Ordinal);
        Assert.Contains("too many codes", desk.Confirm(user, choice, "account-9"), StringComparison.Ordinal);
        _time.Advance(PairingDesk.Life + TimeSpan.FromSeconds(1));
        Assert.Equal("expired_token", desk.Ask(device).Error);
        for (var i = 0; i < 20; i++) Assert.NotNull(desk.Begin("10.0.0.2"));
        Assert.Null(desk.Begin("10.0.0.2"));
    }
}
