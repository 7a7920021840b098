using System.Text;
using EduDx.Live.Alarms;

namespace EduDx.Tests.Live.Alarms;

public sealed class RuleJsonTests
{
    private const string Good = """{"id":"r1","nameVi":"Quá nóng","nameEn":"Too hot","severity":"warning","on":"device","when":{"metric":"temp_c","above":40,"clear":38},"forSeconds":60}""";

    [Fact]
    public void The_rules_that_ship_are_sound_and_have_names_in_both_languages()
    {
        Assert.InRange(RuleJson.Defaults.Rules.Length, 10, 100);
        Assert.All(RuleJson.Defaults.Rules, r => Assert.True(r.NameVi.Length > 0 && r.NameEn.Length > 0 && r.NameVi.IsNormalized()));
    }

    [Fact]
    public void Conditions_nest()
    {
        var rules = Parse("""{"id":"r","nameVi":"a","nameEn":"b","severity":"critical","on":"device","when":{"all":[{"silence":"device"},{"not":{"any":[{"outsidePlace":true},{"skewSeconds":5}]}}]}}""", out var errors);
        Assert.Empty(errors);
        Assert.IsType<Not>(Assert.IsType<AllOf>(rules.Rules[0].When).Of[1]);
    }

    [Theory]
    [InlineData("\"severity\":\"warning\"", "\"severity\":\"red\"", "warning, critical")]
    [InlineData("\"on\":\"device\"", "\"on\":\"planet\"", "device, school")]
    [InlineData("\"above\":40", "\"above\":40,\"below\":3", "either 'above' or 'below'")]
    [InlineData("\"clear\":38", "\"clear\":45", "safe side")]
    [InlineData("\"forSeconds\":60", "\"forSecond\":60", "'forSecond' is not known")]
    [InlineData("\"id\":\"r1\"", "\"id\":\"R 1\"", "a-z, 0-9 and -")]
    [InlineData("{\"metric\":\"temp_c\",\"above\":40,\"clear\":38}", "{\"heat\":1}", "a condition has one of")]
    [InlineData("{\"metric\":\"temp_c\",\"above\":40,\"clear\":38}", "{\"figure\":\"attendance.presentPct\",\"below\":3}", "goes with on")]
    [InlineData("\"forSeconds\":60", "\"forSeconds\":-1", "0 to 86400")]
    public void A_mistake_is_named_with_what_is_allowed_and_nothing_is_used(string old, string with, string says)
    {
        Assert.Contains(old, Good, StringComparison.Ordinal);
        var rules = Parse(Good.Replace(old, with, StringComparison.Ordinal), out var errors);
        Assert.Contains(errors, e => e.Contains(says, StringComparison.Ordinal));
        Assert.Empty(rules.Rules);
    }

    [Fact]
    public void What_is_no_json_and_what_occurs_twice_are_named()
    {
        Assert.Contains("not JSON", Assert.Single(Errors("{")), StringComparison.Ordinal);
        Assert.Contains("occurs twice", Assert.Single(Errors($$"""{"rules":[{{Good}},{{Good}}]}""")), StringComparison.Ordinal);
    }

    private static RuleSet Parse(string rule, out List<string> errors) => RuleJson.Parse(Encoding.UTF8.GetBytes($$"""{"rules":[{{rule}}]}"""), out errors);

    private static List<string> Errors(string file)
    {
        RuleJson.Parse(Encoding.UTF8.GetBytes(file), out var errors);
        return errors;
    }
}
