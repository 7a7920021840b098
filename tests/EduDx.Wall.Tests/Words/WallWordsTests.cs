using EduDx.Wall.Words;

namespace EduDx.Wall.Tests.Words;

public sealed class WallWordsTests
{
    private static readonly WallWords s_vi = WallWords.Vietnamese;
    private static readonly WallWords s_en = WallWords.English;

    [Theory]
    [InlineData(0, "0", "0")]
    [InlineData(999, "999", "999")]
    [InlineData(1_000, "1.000", "1,000")]
    [InlineData(279_582, "279.582", "279,582")]
    [InlineData(1_000_000, "1.000.000", "1,000,000")]
    [InlineData(-1_234, "−1.234", "−1,234")]
    public void Counts_have_the_separators_of_their_language(long value, string vi, string en)
    {
        Assert.Equal(vi, s_vi.Count(value));
        Assert.Equal(en, s_en.Count(value));
    }

    [Theory]
    [InlineData(94.8, "94,8", "94.8")]
    [InlineData(94.85, "94,9", "94.9")]
    [InlineData(0.04, "0,0", "0.0")]
    [InlineData(-0.04, "0,0", "0.0")]
    [InlineData(-0.4, "−0,4", "−0.4")]
    [InlineData(1234.5, "1.234,5", "1,234.5")]
    public void Decimals_have_one_place(double value, string vi, string en)
    {
        Assert.Equal(vi, s_vi.Decimal(value));
        Assert.Equal(en, s_en.Decimal(value));
    }

    [Theory]
    [InlineData(100, 100, "100")]
    [InlineData(99_999, 100_000, "99,9")]
    [InlineData(1, 100_000, "0,1")]
    [InlineData(0, 100, "0")]
    [InlineData(0, 0, "–")]
    public void A_share_is_whole_only_when_it_is_exact(int part, int whole, string vi) => Assert.Equal(vi, s_vi.Share(part, whole));

    [Fact]
    public void A_district_of_before_is_no_commune()
    {
        Assert.Equal("9 địa bàn", WallWords.Vietnamese.KindCount(WallWords.KindOf("phu-xuan-cu@district", "commune"), 9));
        Assert.Equal("Chuyên cần theo địa bàn", WallWords.Vietnamese.StatesTitle(WallWords.KindOf("phu-xuan-cu@district", "commune")));
        Assert.Equal("1 area", WallWords.English.KindCount(WallWords.KindOf("phu-xuan@2025-06-30", "commune"), 1));
        Assert.Equal("40 xã, phường", WallWords.Vietnamese.KindCount(WallWords.KindOf("phu-xuan", "commune"), 40));
        Assert.Equal("school", WallWords.KindOf("mn-vy-da", "school"));
    }

    [Fact]
    public void Dates_and_times_are_worded_without_culture_data()
    {
        var day = new DateOnly(2026, 11, 23);
        Assert.Equal("Thứ Hai, 23 tháng 11, 2026", s_vi.FullDate(day));
        Assert.Equal("Monday, 23 November 2026", s_en.FullDate(day));
        Assert.Equal("Chủ nhật, 22 tháng 11, 2026", s_vi.FullDate(day.AddDays(-1)));
        Assert.Equal("7:12:08", WallWords.Clock(new DateTimeOffset(2026, 11, 23, 0, 12, 8, TimeSpan.Zero)));
        Assert.Equal("lúc 7:12:07", s_vi.AsOf(Frames.Morning));
    }

    [Theory]
    [InlineData(4, "trễ 4 giây", "4 s late")]
    [InlineData(240, "trễ 4 phút", "4 min late")]
    [InlineData(3_700, "trễ 1 giờ 1 phút", "1 h 1 min late")]
    public void Ages_are_in_words(int seconds, string vi, string en)
    {
        Assert.Equal(vi, s_vi.LateBy(TimeSpan.FromSeconds(seconds)));
        Assert.Equal(en, s_en.LateBy(TimeSpan.FromSeconds(seconds)));
    }

    [Fact]
    public void An_unknown_language_is_Vietnamese() => Assert.Same(s_vi, WallWords.Of("fr"));
}
