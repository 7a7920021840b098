using System.Text;
using EduDx.Live.Events;
using EduDx.Ops.Scans;

namespace EduDx.Tests.Scans;

public sealed class PlaceCodesTests : IDisposable
{
    // The beginning of a step.
    private const long Now = 1_788_739_200_000;
    private const int Kiosk = 7, Person = 1000;
    private readonly string _data = Directory.CreateTempSubdirectory("edudx-places-").FullName;
    private readonly PlaceCodes _codes;
    private long _id;

    public PlaceCodesTests() => _codes = new(_data);

    public void Dispose() => Directory.Delete(_data, recursive: true);

    [Theory]
    [InlineData(0, ScanFlags.None)]
    [InlineData(14_999, ScanFlags.None)]
    [InlineData(15_000, ScanFlags.None)]
    [InlineData(29_999, ScanFlags.None)]
    [InlineData(30_000, ScanFlags.PlaceCodeWrong)]
    [InlineData(-1, ScanFlags.PlaceCodeWrong)]
    public void A_code_is_good_for_its_15_seconds_and_15_more(long later, ScanFlags expected) => Assert.Equal(expected, Check(_codes.Show(Kiosk, Now).Text, at: Now + later, now: Now + later));

    [Fact]
    public void The_next_one_comes_when_it_is_said()
    {
        var (text, next) = _codes.Show(Kiosk, Now + 3_000);
        Assert.Equal(Now + 15_000, next);
        Assert.Equal(text, _codes.Show(Kiosk, next - 1).Text);
        Assert.NotEqual(text, _codes.Show(Kiosk, next).Text);
    }

    [Fact]
    public void A_code_of_another_place_or_deployment_is_wrong()
    {
        Assert.Equal(ScanFlags.PlaceCodeWrong, Check(_codes.Show(Kiosk + 1, Now).Text, Now, Now));
        var other = Directory.CreateTempSubdirectory("edudx-places-").FullName;
        Assert.Equal(ScanFlags.PlaceCodeWrong, Check(new PlaceCodes(other).Show(Kiosk, Now).Text, Now, Now));
        Directory.Delete(other, recursive: true);
    }

    [Theory]
    [InlineData("")]
    [InlineData("EDXP1:")]
    [InlineData("EDXP1:000000000000")]
    [InlineData("EDXP1:zzzzzzzzzzzz")]
    [InlineData("EDX1:000000000000")]
    public void What_is_no_code_is_wrong(string text) => Assert.Equal(ScanFlags.PlaceCodeWrong, Check(text, Now, Now));

    [Fact]
    public void What_was_right_when_it_was_read_and_came_late_is_stale() =>
        Assert.Equal(ScanFlags.PlaceCodeStale, Check(_codes.Show(Kiosk, Now).Text, Now + 5_000, Now + 600_000));

    [Fact]
    public void A_person_uses_a_code_once_and_others_may_use_it_too()
    {
        var text = _codes.Show(Kiosk, Now).Text;
        Assert.Equal(ScanFlags.None, Check(text, Now, Now));
        Assert.Equal(ScanFlags.PlaceCodeReused, Check(text, Now, Now + 1_000));
        Assert.Equal(ScanFlags.PlaceCodeStale | ScanFlags.PlaceCodeReused, Check(text, Now, Now + 60_000));
        Assert.Equal(ScanFlags.None, Check(text, Now, Now + 1_000, Person + 1));
        Assert.Equal(ScanFlags.None, Check(_codes.Show(Kiosk, Now + 15_000).Text, Now + 15_000, Now + 15_000));
    }

    [Fact]
    public void The_same_event_again_is_no_second_use()
    {
        var text = Encoding.ASCII.GetBytes(_codes.Show(Kiosk, Now).Text);
        for (var i = 0; i < 3; i++) Assert.Equal(ScanFlags.None, _codes.Check(Kiosk, text, Person, 42, Now, Now + i));
    }

    [Fact]
    public void A_place_shows_codes_while_its_screen_asks()
    {
        Assert.False(_codes.IsShowing(Kiosk, Now));
        _codes.Show(Kiosk, Now);
        Assert.True(_codes.IsShowing(Kiosk, Now + 60_000));
        Assert.False(_codes.IsShowing(Kiosk, Now + 600_000));
    }

    [Fact]
    [System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
    public void The_secret_outlives_the_process_and_is_its_owners_alone()
    {
        var text = _codes.Show(Kiosk, Now).Text;
        Assert.Equal(text, new PlaceCodes(_data).Show(Kiosk, Now).Text);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path.Combine(_data, "keys", "places")));
    }

    private ScanFlags Check(string text, long at, long now, int person = Person) => _codes.Check(Kiosk, Encoding.ASCII.GetBytes(text), person, (UInt128)(ulong)++_id, at, now);
}
