using EduDx.Live.City;
using EduDx.Ops.Hub;

namespace EduDx.Tests.Hub;

public sealed class FrameRequestTests
{
    [Fact]
    public void Empty_words_are_the_defaults()
    {
        Assert.Null(FrameRequest.TryParse("overview", "", null, "", out var request));
        Assert.Equal(new FrameRequest("overview", null, null, null), request);
    }

    [Theory]
    [InlineData("morning", Period.Morning)]
    [InlineData("afternoon", Period.Afternoon)]
    public void All_words_are_read(string session, Period period)
    {
        Assert.Null(FrameRequest.TryParse("attendance", "phu-xuan", "2026-11-23", session, out var request));
        Assert.Equal(new FrameRequest("attendance", "phu-xuan", new(2026, 11, 23), period), request);
    }

    [Theory]
    [InlineData("meals", null, null, "overview, attendance")]
    [InlineData("Overview", null, null, "overview, attendance")]
    [InlineData("overview", "23-11-2026", null, "2026-11-23")]
    [InlineData("overview", "2026-02-30", null, "2026-11-23")]
    [InlineData("overview", null, "evening", "morning and afternoon")]
    public void What_is_wrong_is_said_with_what_is_allowed(string view, string? day, string? session, string allowed) =>
        Assert.Contains(allowed, FrameRequest.TryParse(view, null, day, session, out _), StringComparison.Ordinal);
}
