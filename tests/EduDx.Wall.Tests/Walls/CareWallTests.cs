using Bunit;
using EduDx.Contracts.Frames;
using EduDx.Wall.Walls.Care;

namespace EduDx.Wall.Tests.Walls;

public sealed class CareWallTests : WallBench
{
    [Fact]
    public void Before_lunch_portions_stand_against_the_children_who_are_there()
    {
        var wall = Open<CareWall>("care", new() { Care = City() });
        AddsUp(wall);
        Assert.Equal((900L, 880L, 25L, 2L), (Value(wall, "present"), Value(wall, "cooked"), Value(wall, "short"), Value(wall, "allergy")));
        Assert.Contains("trước bữa trưa 10:45", wall.Find(".map .asof").TextContent, StringComparison.Ordinal);
        Assert.Contains("lỡ 1 · không đạt 1", wall.Find("[data-testid=figure-steps]").TextContent, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("lunch", "served,eaten,lateMeals,short,steps,samples", "kitchens-list")]
    [InlineData("nap", "asleep,napChecks,doubts,underStaffed,slept,samples", "classes-list")]
    [InlineData("afternoon", "kcal,outOfNorm,waste,slept,steps,samples", "classes-list")]
    public void The_face_changes_with_the_hour(string phase, string figures, string first)
    {
        var frame = City();
        frame.Phase = phase;
        var wall = Open<CareWall>("care", new() { Care = frame });
        Assert.Equal(figures.Split(','), wall.FindAll("[data-testid^=figure-]").Select(tile => tile.GetAttribute("data-testid")!["figure-".Length..]));
        Assert.Equal(first, wall.Find(".side > .panel").GetAttribute("data-testid"));
        AddsUp(wall);
    }

    [Fact]
    public void A_kitchen_says_what_is_wrong_with_its_figures()
    {
        var text = Open<CareWall>("care", new() { Care = City() }).Find("[data-testid=kitchens-list]").TextContent;
        Assert.Contains("Thiếu suất 25", text, StringComparison.Ordinal);
        Assert.Contains("không đạt: khi nấu (thịt có mùi lạ)", text, StringComparison.Ordinal);
        Assert.Contains("hủy sớm: Cá sốt", text, StringComparison.Ordinal);
        Assert.Contains("100 / 125", text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_class_names_dishes_and_reasons_but_never_how_many_children()
    {
        var list = Open<CareWall>("care", new() { Care = City() }, "en").Find("[data-testid=classes-list]");
        Assert.Contains("Allergies: Canh tôm", list.TextContent, StringComparison.Ordinal);
        Assert.Contains("(doubt 90): asleep in the same second", list.TextContent, StringComparison.Ordinal);
        Assert.Equal("/care?scope=mn-a.la1&lang=en", list.QuerySelector("a")!.GetAttribute("href"));
    }

    [Fact]
    public void A_place_whose_kindergartens_are_all_closed_says_so()
    {
        var wall = Open<CareWall>("care", new() { Care = City() });
        var tile = wall.Find("[data-testid=tile-vy-da]");
        Assert.Equal("closed", tile.GetAttribute("data-level"));
        Assert.Equal("Nghỉ", tile.QuerySelector(".place-value")!.TextContent);
        Assert.Equal("3", wall.Find("[data-testid=tile-an-cuu] .place-value").TextContent);
    }

    [Fact]
    public void All_closed_has_no_figures_and_no_reproach()
    {
        var frame = City();
        (frame.Closed, frame.Present, frame.Unknown, frame.KitchenList, frame.ClassList) = (frame.Kindergartens, 0, 0, [], []);
        var wall = Open<CareWall>("care", new() { Care = frame });
        Assert.Single(wall.FindAll("[data-testid^=figure-]"));
        Assert.Contains("Nghỉ", wall.Find("[data-testid=figure-present] .value").TextContent, StringComparison.Ordinal);
        Assert.NotNull(wall.Find("[data-testid=kitchens-list] .mark-closed"));
        AddsUp(wall);
    }

    [Fact]
    public void Nobody_known_is_not_all_well()
    {
        var frame = City();
        (frame.Present, frame.Unknown, frame.KitchenList, frame.ClassList) = (0, 1_000, [], []);
        var list = Open<CareWall>("care", new() { Care = frame }).Find("[data-testid=kitchens-list]");
        Assert.NotNull(list.QuerySelector(".mark-unknown"));
        Assert.DoesNotContain("Không bếp nào cần người", list.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_kindergartens_the_screen_says_what_to_do() => Assert.Contains(
        "Nơi này chưa có trường mầm non",
        Open<CareWall>("care", new() { Care = new CareFrame { Kind = "commune" } }).Find("[data-testid=no-data]").TextContent,
        StringComparison.Ordinal);

    [Fact]
    public void A_school_shows_steps_and_samples_with_the_time_that_is_left()
    {
        var wall = Open<CareWall>("care", new() { Care = School() });
        Assert.Equal(["done", "failed", "waiting"], wall.FindAll("[data-step]").Select(step => step.GetAttribute("data-state")));
        Assert.Contains("hạn 10:45", wall.Find("[data-step='3']").TextContent, StringComparison.Ordinal);
        Assert.Equal(["missing", "early", "held"], wall.FindAll("[data-sample]").Select(row => row.GetAttribute("data-sample")));
        Assert.Contains("còn 2 giờ 30 phút", wall.Find("[data-sample=held]").TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("còn", wall.Find("[data-sample=early]").TextContent, StringComparison.Ordinal);
        var row = wall.Find("[data-testid='tile-mn-a.la1']");
        Assert.Contains("5-6 tuổi · lớp ghép", row.TextContent, StringComparison.Ordinal);
        Assert.Equal("/school?scope=mn-a&lang=vi", wall.Find("[data-testid=to-school]").GetAttribute("href"));
    }

    [Theory]
    [InlineData("vi", "chuẩn 615–726", "5-6 tuổi")]
    [InlineData("en", "norm 615–726", "5-6 years")]
    public void A_class_stands_beside_its_norms(string lang, string norm, string age)
    {
        var frame = School();
        frame.Kind = "class";
        var card = Open<CareWall>("care", new() { Care = frame }, lang).Find("[data-testid=class-card]").TextContent;
        Assert.Contains(norm, card, StringComparison.Ordinal);
        Assert.Contains("15 / 30 / –", card, StringComparison.Ordinal);
        Assert.Contains(age, card, StringComparison.Ordinal);
    }

    internal static CareFrame City() => new()
    {
        Id = "hue", Scope = "hue", Kind = "city", Name = "Thành phố Huế", Path = [new PathStep("hue", "city", "Thành phố Huế")], Phase = "morning", LunchAt = "10:45",
        Kindergartens = 10, Closed = 1, Children = 1_000, Present = 900, Unknown = 40, Kitchens = 9, KitchensCooked = 8, Cooked = 880, PortionsShort = 25, PortionsOver = 5,
        StepsDue = 20, StepsDone = 18, StepsMissed = 1, StepsFailed = 1, Samples = 30, SamplesEarly = 1, AllergyClasses = 2, Groups = 40, NeedPerson = 6,
        Nodes =
        [
            new CareNode { Id = "an-cuu", Kind = "commune", Name = "Phường An Cựu", Level = "critical", Kindergartens = 5, NeedPerson = 3 },
            new CareNode { Id = "vy-da", Kind = "commune", Name = "Phường Vỹ Dạ", Kindergartens = 1, Closed = 1 },
        ],
        KitchenList = [Kitchen()],
        ClassList = [Class()],
    };

    internal static CareFrame School() => City() with
    {
        Id = "mn-a", Scope = "mn-a", Kind = "school", Name = "Mầm non A", Nodes = [], Kindergartens = 1, Closed = 0,
        Path = [new PathStep("hue", "city", "Thành phố Huế"), new PathStep("an-cuu", "commune", "Phường An Cựu"), new PathStep("mn-a", "school", "Mầm non A")],
    };

    private static KitchenRow Kitchen() => new()
    {
        Id = "mn-a/kitchen/chinh", Name = "Cơ sở chính", School = "mn-a", SchoolName = "Trường Mầm non A", Present = 125, Cooked = 100, Short = 25, Level = "critical",
        Steps = [new StepRow { Step = 1, State = "done", Deadline = "08:30", At = Frames.Morning }, new StepRow { Step = 2, State = "failed", Deadline = "10:00", Note = "thịt có mùi lạ" }, new StepRow { Step = 3, State = "waiting", Deadline = "10:45" }],
        Samples =
        [
            new SampleRow { Dish = "Cháo gà", Meal = "snack", State = "held", KeepUntil = Frames.Morning.AddMinutes(150), FridgeC = 4.5 },
            new SampleRow { Dish = "Cá sốt", Meal = "lunch", State = "early", KeepUntil = Frames.Morning.AddHours(3), DiscardedAt = Frames.Morning.AddHours(-1) },
        ],
        SamplesMissing = ["Cơm"],
        Problems = ["short", "stepFailed", "sampleEarly", "sampleMissing"],
    };

    private static CareClassRow Class() => new()
    {
        Id = "mn-a.la1", Name = "Lá 1", School = "mn-a", SchoolName = "Trường Mầm non A", AgeGroupVi = "5-6 tuổi", AgeGroupEn = "5-6 years", Mixed = true, Children = 30, Present = 28, Cap = 30, PerAdult = 15, Adults = 2,
        Kcal = 660, KcalFrom = 615, KcalTo = 726, ProteinPct = 15, LipidPct = 30, AllergyDishes = ["Canh tôm"], NapDoubt = 90, NapReasons = ["sameSecond"],
        Problems = ["allergy", "napImplausible"], Level = "critical",
    };
}
