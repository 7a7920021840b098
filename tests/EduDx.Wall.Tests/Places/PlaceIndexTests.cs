using System.Text.Json;
using EduDx.Contracts.Frames;
using EduDx.Wall.Places;

namespace EduDx.Wall.Tests.Places;

public sealed class PlaceIndexTests
{
    /// <summary>A city of two communes and three schools, as the API answers it.</summary>
    internal static string Json { get; } = JsonSerializer.Serialize(Tree(), ContractJson.Default.TreeNode);

    [Theory]
    [InlineData("Đặng Huy Trứ", "dang huy tru")]
    [InlineData("PHƯỜNG THUẬN HÓA", "phuong thuan hoa")]
    [InlineData("Vỹ Dạ, Thủy Xuân, Lộc Ất", "vy da, thuy xuan, loc at")]
    [InlineData("Huế", "hue")]
    public void Marks_and_capitals_are_folded(string text, string folded) => Assert.Equal(folded, VietnameseFold.Of(text));

    [Theory]
    [InlineData("dang huy", "th-dang-huy-tru")]
    [InlineData("HUY Đặng", "th-dang-huy-tru")]
    [InlineData("cuu hoa", "mn-hoa-sen")]
    [InlineData("an cuu", "an-cuu,mn-hoa-sen,th-dang-huy-tru")]
    [InlineData("hue", "hue")]
    [InlineData("  ", "")]
    [InlineData("la 1", "")]
    public void Every_word_must_be_found_and_wider_places_come_first(string text, string found) =>
        Assert.Equal(found, string.Join(',', Index().Search(text, 10).Select(place => place.Id)));

    [Fact]
    public void A_search_may_be_narrowed_to_a_kind_and_a_place()
    {
        Assert.Equal(["mn-hoa-sen", "th-dang-huy-tru"], Index().Search("an cuu", 10, "school").Select(place => place.Id));
        Assert.Empty(Index().Search("hoa sen", 10, "school", "vy-da"));
        Assert.Single(Index().Search("an cuu", 1));
    }

    [Fact]
    public void Schools_under_chosen_nodes_count_once()
    {
        Assert.Equal((3, 2, 1), (Index().Find("hue")!.Schools, Index().Find("an-cuu")!.Schools, Index().Find("thcs-vy-da")!.Schools));
        Assert.Equal(2, Index().SchoolsUnder(["an-cuu", "mn-hoa-sen"]));
        Assert.Equal(3, Index().SchoolsUnder(["an-cuu", "thcs-vy-da"]));
        Assert.Equal(0, Index().SchoolsUnder([]));
    }

    private static PlaceIndex Index() => new(Tree());

    private static TreeNode Tree() => new()
    {
        Id = "hue", Kind = "city", Name = "Thành phố Huế",
        Children =
        [
            new TreeNode
            {
                Id = "an-cuu", Kind = "commune", Name = "Phường An Cựu",
                Children =
                [
                    new TreeNode { Id = "mn-hoa-sen", Kind = "school", Name = "Trường Mầm non Hoa Sen", Children = [new TreeNode { Id = "mn-hoa-sen.chinh", Kind = "campus", Name = "Cơ sở chính", Children = [new TreeNode { Id = "mn-hoa-sen.la1", Kind = "class", Name = "Lá 1" }] }] },
                    new TreeNode { Id = "th-dang-huy-tru", Kind = "school", Name = "Trường Tiểu học Đặng Huy Trứ" },
                ],
            },
            new TreeNode { Id = "vy-da", Kind = "commune", Name = "Phường Vỹ Dạ", Children = [new TreeNode { Id = "thcs-vy-da", Kind = "school", Name = "Trường THCS Vỹ Dạ" }] },
        ],
    };
}
