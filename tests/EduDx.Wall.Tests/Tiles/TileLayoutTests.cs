using EduDx.Wall.Charts;
using EduDx.Wall.Tiles;

namespace EduDx.Wall.Tests.Tiles;

public sealed class TileLayoutTests
{
    [Fact]
    public void Given_places_are_kept()
    {
        var one = Frames.Child("a", "A", "normal");
        var two = Frames.Child("b", "B", "normal");
        (one.Column, one.Row, two.Column, two.Row) = (9, 5, 0, 6);
        var layout = TileLayout.Of([one, two], node => (node.Id, node.Column, node.Row));
        Assert.Equal((10, 7), (layout.Columns, layout.Rows));
        Assert.Equal((10, 6), (layout.Places[0].Column, layout.Places[0].Row));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(20)]
    [InlineData(40)]
    public void Children_without_places_stand_in_the_order_of_their_ids_whatever_their_figures(int count)
    {
        var nodes = Enumerable.Range(0, count).Select(i => Frames.Child($"c{i:00}", $"C{i}", i % 3 == 0 ? "critical" : "normal")).ToArray();
        var layout = TileLayout.Of([.. nodes.Reverse()], node => (node.Id, node.Column, node.Row));
        Assert.Equal(nodes.Select(node => node.Id), layout.Places.Select(place => place.Node.Id));
        Assert.Equal(count, layout.Places.Select(place => (place.Column, place.Row)).Distinct().Count());
        Assert.All(layout.Places, place => Assert.True(place.Column <= layout.Columns && place.Row <= layout.Rows));
    }

    [Fact]
    public void The_worst_come_first_and_a_closed_day_last()
    {
        var closed = Frames.Child("a", "A", "critical");
        closed.Day = "closed";
        var sorted = WorstFirst.Sort([closed, Frames.Child("n", "N", "normal"), Frames.Child("u", "U", "unknown"), Frames.Child("c", "C", "critical"), Frames.Child("w", "W", "warning")]);
        Assert.Equal(["c", "w", "u", "n", "a"], sorted.Select(node => node.Id));
    }
}
