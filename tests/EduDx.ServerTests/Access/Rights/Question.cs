using System.Text.Json;
using System.Text.RegularExpressions;
using EduDx.ServerTests.Servers;

namespace EduDx.ServerTests.Access.Rights;

/// <summary>One request, whether it may be answered, and what is wrong with an answer.</summary>
/// <param name="Path">Path and query.</param>
/// <param name="IsMay">True when the oracle lets them ask.</param>
/// <param name="Problem">What in the answer is not theirs, or not right; null when nothing is.</param>
internal sealed record Question(string Path, bool IsMay, Func<JsonElement, string?> Problem)
{
    /// <summary>Sent as a POST when it is there.</summary>
    public string? Body { get; init; }
}

/// <summary>An alarm as the test raised it.</summary>
internal sealed record RaisedAlarm(long Id, string Node, bool IsTaken);

/// <summary>Random questions about the small city, and the answers that the oracle knows.</summary>
internal sealed partial class Questions(RaisedAlarm[] alarms, string[] credentials, Comer[] screens, IReadOnlyDictionary<string, int> scans)
{
    private const string Days = "from=2026-11-22&to=2026-11-25";

    // The nodes of the tree, and what is none of them: the city by no name, a branch of another tree, a typing error.
    private static readonly string[] s_scopes = [.. SmallCity.Nodes, "", "hue@district", "no-such-node"];

    private static readonly Dictionary<string, string> s_series = new()
    {
        ["closures"] = "Structure", ["alarms"] = "Alarms", ["rooms"] = "Rooms", ["devices"] = "Devices", ["staff"] = "Staff", ["meals"] = "Care", ["kitchens"] = "Care", ["sleep"] = "Care",
    };

    public Question Next(Comer who, Random random)
    {
        var scope = s_scopes[random.Next(s_scopes.Length)];
        return random.Next(13) switch
        {
            < 4 => Live(who, Oracle.Views[random.Next(Oracle.Views.Length)], scope),
            4 or 5 => History(who, scope, random),
            6 => Tree(who),
            7 => Alarms(who, scope),
            8 => Closures(who),
            9 => Credentials(who),
            10 => Screens(who),
            11 => OfASchool(who, random),
            _ => OfTheCity(who, random),
        };
    }

    public Question Live(Comer who, string view, string scope) =>
        new($"/api/v1/live/{view}?session=morning{Scope(scope)}", Oracle.MayWatch(who, view, At(view, scope)), frame => Frame(who, view, At(view, scope), frame));

    /// <summary>What is not theirs in the frame of a view.</summary>
    public string? Frame(Comer who, string view, string scope, JsonElement frame)
    {
        var persons = Oracle.May(who, "watch", "PersonRows", scope);
        if (Foreign(frame, n => Concerns(n, scope), p => persons && SmallCity.IsUnder(SmallCity.Persons[p], scope)) is { } foreign) return foreign;
        if (!Oracle.May(who, "watch", "Alarms", scope))
        {
            if (Counts(frame.GetProperty("alarm"), "critical", "warning", "unacknowledged", "shelved") > 0 || frame.GetProperty("alarm").TryGetProperty("takeover", out _)) return "the line of alarms";
            if (frame.GetRawText().Contains("takenBy", StringComparison.Ordinal)) return "who took an alarm";
        }
        else if (Counts(frame.GetProperty("alarm"), "critical") != alarms.Count(a => SmallCity.IsUnder(a.Node, InTree(scope)))) return "the count of critical alarms";
        // Another tree's figures are the city's, in other sums.
        if (scope.Contains('@', StringComparison.Ordinal)) return null;
        var school = SmallCity.Kind(scope) is "class" or "campus";
        return view switch
        {
            "overview" or "attendance" => Same(frame, "enrolled", SmallCity.Pupils(scope, "morning") is > 0 and var pupils ? pupils : SmallCity.Pupils(scope, "afternoon")),
            "staff" when SmallCity.Kind(scope) != "class" => Same(frame, "enrolled", SmallCity.Staff(scope)),
            "devices" when !school => Same(frame, "devices", SmallCity.DeviceSchools.Count(s => SmallCity.IsUnder(s, scope))),
            "rooms" when !school => Same(frame, "rooms", SmallCity.RoomSchools.Count(s => SmallCity.IsUnder(s, scope))),
            "alarms" => Same(frame, "listTotal", alarms.Count(a => SmallCity.IsUnder(a.Node, scope))),
            "status" when SmallCity.Kind(scope) is not ("city" or "commune") => Same(frame.GetProperty("list")[0], "pupils", SmallCity.Pupils(scope)),
            _ => null,
        } ?? (view == "status" ? Closure(frame.GetProperty("closures"), n => Concerns(n, scope)) : null);
    }

    private Question History(Comer who, string scope, Random random)
    {
        var at = scope.Length == 0 ? SmallCity.City : scope;
        var by = new[] { "", "commune", "school", "class", "source", "@district" }[random.Next(6)];
        if (random.Next(2) == 0)
        {
            var (series, @class) = s_series.ElementAt(random.Next(s_series.Count));
            return new($"/api/v1/history/{series}?{Days}{Scope(scope)}&by={by}", Oracle.May(who, "read", @class, at), answer => Foreign(answer, n => Concerns(n, at), _ => false));
        }
        var audience = new[] { "", "pupils", "staff" }[random.Next(3)];
        var classes = audience switch { "pupils" => "Attendance", "staff" => "Staff", _ => "Attendance Staff" };
        return new($"/api/v1/history/scans?{Days}{Scope(scope)}&by={by}&audience={audience}", Oracle.May(who, "read", classes, at), answer => Foreign(answer, n => Concerns(n, at), _ => false)
            ?? (by == "" && answer.TryGetProperty("rows", out var rows) && rows.EnumerateArray().Sum(r => r.GetProperty("values").GetProperty("scans").GetInt32()) is var sum
                && sum != scans.Where(s => SmallCity.IsUnder(SmallCity.Persons[s.Key], at) && (audience == "" || (s.Key[0] == 's') == (audience == "staff"))).Sum(s => s.Value) ? $"{sum} scans" : null));
    }

    private static Question Tree(Comer who)
    {
        var mine = SmallCity.Nodes.Where(n => Oracle.May(who, "read", "Structure", n)).SelectMany(SmallCity.Up).ToHashSet();
        return new("/api/v1/tree", mine.Count > 0, tree => Ids(tree) is var ids && mine.SetEquals(ids) ? null : $"the tree has {string.Join(' ', ids)}");

        static HashSet<string> Ids(JsonElement node) => [node.GetProperty("id").GetString()!, .. node.TryGetProperty("children", out var children) ? children.EnumerateArray().SelectMany(Ids) : []];
    }

    private Question Alarms(Comer who, string scope)
    {
        var at = scope.Length == 0 ? SmallCity.City : scope;
        // The path names the city by leaving the node out: an empty one is no node.
        return new($"/api/v1/alarms?limit=100{(scope.Length == 0 ? "" : Scope(scope))}", Oracle.May(who, "read", "Alarms", at), answer => Foreign(answer, n => Concerns(n, at), _ => false)
            ?? (answer.TryGetProperty("total", out var total) && total.GetInt32() != alarms.Count(a => SmallCity.IsUnder(a.Node, at)) ? $"{total} alarms" : null));
    }

    private static Question Closures(Comer who)
    {
        bool May(string node) => Oracle.May(who, "read", "Structure", node);
        return new("/api/v1/closures", Oracle.May(who, "read", "Structure", null), answer => answer.GetProperty("closures") is var closures && closures.GetArrayLength() != (SmallCity.Schools.Any(May) ? 1 : 0)
            ? $"{closures.GetArrayLength()} closures" : Closure(closures, May));
    }

    // The one closure of the test names every school.
    private static string? Closure(JsonElement closures, Func<string, bool> isMine)
    {
        foreach (var closure in closures.EnumerateArray())
        {
            string[] nodes = [.. closure.GetProperty("nodes").EnumerateArray().Select(n => n.GetString()!)], mine = [.. SmallCity.Schools.Where(isMine)];
            if (!nodes.Order().SequenceEqual(mine.Order()) || closure.GetProperty("schools").GetInt32() != mine.Length) return $"a closure of {string.Join(' ', nodes)}, {closure.GetProperty("schools")} schools";
        }
        return null;
    }

    private Question Credentials(Comer who) => new("/api/v1/credentials", Oracle.May(who, "read", "Credentials", null), answer => Set(
        answer.EnumerateArray().Select(c => c.GetProperty("user").GetString()!), credentials.Where(c => Oracle.May(who, "read", "Credentials", c.Split('/')[0])), "credentials"));

    private Question Screens(Comer who) => new("/api/v1/screens", Oracle.May(who, "read", "Screens", null), answer => Set(
        answer.GetProperty("screens").EnumerateArray().Select(s => s.GetProperty("name").GetString()!), screens.Where(s => Oracle.May(who, "read", "Screens", s.Held[0].Node == "*" ? SmallCity.City : s.Held[0].Node)).Select(s => s.Name), "screens"));

    private Question OfASchool(Comer who, Random random)
    {
        var school = SmallCity.Schools[random.Next(SmallCity.Schools.Length)];
        var (person, at) = SmallCity.Persons.ElementAt(random.Next(SmallCity.Persons.Count));
        var alarm = alarms[random.Next(alarms.Length)];
        return random.Next(6) switch
        {
            0 => new($"/api/v1/places/{school}/k1/code", who.Views is null ? Oracle.May(who, "act", "Attendance", school) : SmallCity.IsUnder(who.Held[0].Node, school), _ => null),
            1 => new($"/api/v1/alarms/{alarm.Id}", Oracle.May(who, "read", "Alarms", alarm.Node), answer => Foreign(answer, n => Concerns(n, alarm.Node), _ => false)),
            2 => new($"/api/v1/care/evidence?school={school}&kitchen=c1&day=2026-11-23", Oracle.May(who, "export", "Care", school), _ => null),
            3 => new($"/api/v1/cards/sheet?node={at}", Oracle.May(who, "export", "Persons", at), _ => null),
            // Without a purpose nobody is told: who may ask is told that, and who may not is told nothing.
            4 => new("/api/v1/persons/lookup", Oracle.May(who, "read", "Persons", at), _ => "a person without a purpose") { Body = $$"""{"person":"{{person}}"}""" },
            _ => new("/api/v1/persons/export", Oracle.May(who, "export", "Persons", at), _ => "a person without a purpose") { Body = $$"""{"person":"{{person}}"}""" },
        };
    }

    private static Question OfTheCity(Comer who, Random random)
    {
        (string Path, string Action, string Classes, string? Node)[] asked =
        [
            ("/api/v1/counters", "read", "System", SmallCity.City), ("/metrics", "watch", "System", SmallCity.City), ("/api/v1/access/people", "read", "People", SmallCity.City),
            ("/api/v1/access/policies", "read", "People", SmallCity.City), ("/api/v1/rejected", "read", "Events", SmallCity.City), ("/api/v1/flagged", "read", "Events PersonRows", SmallCity.City),
            ("/api/v1/cards/revoked", "read", "Events", SmallCity.City), ("/api/v1/rules", "read", "Alarms", null), ("/api/v1/norms", "read", "Care", null), ("/api/v1/audit?limit=1", "read", "Audit", SmallCity.City),
        ];
        // People are ten thousand: rarely.
        var (path, action, classes, node) = asked[random.Next(asked.Length)] is var one && one.Path.EndsWith("people", StringComparison.Ordinal) && random.Next(20) > 0 ? asked[0] : one;
        return new(path, Oracle.May(who, action, classes, node), _ => null);
    }

    // The whole of another tree is the whole city.
    private static string InTree(string scope) => scope.Contains('@', StringComparison.Ordinal) ? SmallCity.City : scope;

    private static string At(string view, string scope) => view == "system" || scope.Length == 0 ? SmallCity.City : scope;

    private static string Scope(string scope) => scope.Length == 0 ? "" : $"&scope={scope}";

    private static bool Concerns(string node, string scope) => scope.Contains('@', StringComparison.Ordinal) || SmallCity.IsUnder(node, scope) || SmallCity.IsUnder(scope, node);

    private static string? Same(JsonElement of, string count, int expected) => of.GetProperty(count).GetInt32() is var is_ && is_ == expected ? null : $"{count} is {is_} and not {expected}";

    private static int Counts(JsonElement of, params string[] names) => names.Sum(n => of.TryGetProperty(n, out var count) ? count.GetInt32() : 0);

    private static string? Set(IEnumerable<string> given, IEnumerable<string> mine, string what) => given.Order().ToArray() is var have && have.SequenceEqual(mine.Order()) ? null : $"{what} {string.Join(' ', have)}";

    // Whatever names a node or a person in any text of an answer.
    private static string? Foreign(JsonElement of, Func<string, bool> isNode, Func<string, bool> isPerson) => of.ValueKind switch
    {
        JsonValueKind.Object => of.EnumerateObject().Select(m => Foreign(m.Value, isNode, isPerson)).FirstOrDefault(p => p is not null),
        JsonValueKind.Array => of.EnumerateArray().Select(m => Foreign(m, isNode, isPerson)).FirstOrDefault(p => p is not null),
        JsonValueKind.String when of.GetString() is { } text && Names(text, isNode, isPerson) => text,
        _ => null,
    };

    private static bool Names(string text, Func<string, bool> isNode, Func<string, bool> isPerson)
    {
        if (text.Contains("Học sinh", StringComparison.Ordinal) || text.Contains("Nhân viên", StringComparison.Ordinal)) return true;
        if (Pseudonym().IsMatch(text)) return !isPerson(text);
        var id = text.Split('/')[0];
        if (SmallCity.Nodes.Contains(id)) return !isNode(id);
        return SmallCity.ByName.Any(n => text.Contains(n.Key, StringComparison.Ordinal) && !isNode(n.Value));
    }

    [GeneratedRegex(@"\A[ps]-\d{7}\z")]
    private static partial Regex Pseudonym();
}
