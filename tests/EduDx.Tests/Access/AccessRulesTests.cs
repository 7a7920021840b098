using EduDx.Ops.Access.Rules;

namespace EduDx.Tests.Access;

/// <summary>The one decision against a second, slower statement of the same rights, over random people and every place of a small tree.</summary>
public sealed class AccessRulesTests
{
    private const int Principals = 10_000;
    private static readonly AccessAction[] s_actions = Enum.GetValues<AccessAction>();
    private static readonly DataClass[] s_classes = [.. Enum.GetValues<DataClass>().Where(c => int.PopCount((int)c) == 1)];

    // City, 3 communes of 2 schools of a campus of 2 classes, and a node that is not in the tree.
    private static readonly string[][] s_paths =
    [
        [], ["hue"],
        .. from c in Enumerable.Range(0, 3)
           from path in new[] { (string[])["hue", $"c{c}"] }.Concat(
               from s in Enumerable.Range(0, 2)
               from below in new[] { (string[])["hue", $"c{c}", $"c{c}s{s}"] }.Concat(
                   from p in Enumerable.Range(0, 1)
                   from last in new[] { (string[])["hue", $"c{c}", $"c{c}s{s}", $"c{c}s{s}.p{p}"] }.Concat(
                       from k in Enumerable.Range(0, 2) select (string[])["hue", $"c{c}", $"c{c}s{s}", $"c{c}s{s}.p{p}", $"c{c}s{s}.p{p}k{k}"])
                   select last)
               select below)
           select path,
    ];

    [Fact]
    public void Ten_thousand_random_people_may_what_one_of_their_grants_says_and_nothing_else()
    {
        var random = new Random(20_261_125);
        var (decided, allowed) = (0L, 0L);
        for (var i = 0; i < Principals; i++)
        {
            var principal = Somebody(random);
            foreach (var path in s_paths)
            {
                foreach (var action in s_actions)
                {
                    var mine = Allowed(principal, action, path);
                    foreach (var one in s_classes)
                    {
                        var expected = mine.Contains(one);
                        Assert.True(AccessRules.May(principal, action, one, path) == expected, $"{Text(principal)}: {action} of {one} at {string.Join('/', path)} should be {expected}");
                        (decided, allowed) = (decided + 1, allowed + (expected ? 1 : 0));
                    }
                    // Several at once: only when each is.
                    var both = s_classes[random.Next(s_classes.Length)] | s_classes[random.Next(s_classes.Length)] | s_classes[random.Next(s_classes.Length)];
                    Assert.Equal(s_classes.Where(c => both.HasFlag(c)).All(mine.Contains), AccessRules.May(principal, action, both, path));
                    Assert.False(AccessRules.May(principal, action, DataClass.None, path));
                }
            }
        }
        // A test that allows or refuses everything would pass as well: both must be common.
        Assert.InRange(allowed / (double)decided, 0.02, 0.5);
    }

    [Fact]
    public void A_door_that_is_then_decided_node_by_node_opens_only_when_some_node_would()
    {
        var random = new Random(7);
        for (var i = 0; i < 2_000; i++)
        {
            var principal = Somebody(random);
            foreach (var action in s_actions)
            {
                foreach (var one in s_classes)
                {
                    if (s_paths.Any(path => AccessRules.May(principal, action, one, path))) Assert.True(AccessRules.MaySomewhere(principal, action, one));
                }
            }
        }
        Assert.All(s_actions, action => Assert.False(AccessRules.MaySomewhere(Principal.Nobody, action, DataClass.Attendance)));
    }

    [Fact]
    public void Who_a_child_is_comes_with_no_role_unless_the_grant_names_it()
    {
        foreach (var role in Enum.GetValues<Role>())
        {
            var usual = new Principal("", "", [new Grant(role, Grant.Everything)]);
            Assert.All(s_actions, action => Assert.False(AccessRules.May(usual, action, DataClass.Persons, ["hue"])));
        }
    }

    [Theory]
    [InlineData(AccessAction.Read)]
    [InlineData(AccessAction.Export)]
    [InlineData(AccessAction.Act)]
    [InlineData(AccessAction.Configure)]
    [InlineData(AccessAction.Manage)]
    public void A_screen_watches_figures_and_does_nothing_else(AccessAction action)
    {
        var screen = new Principal("", "", [new Grant(Role.Screen, Grant.Everything, DataClass.All)]);
        Assert.All(s_classes, one => Assert.False(AccessRules.May(screen, action, one, ["hue"])));
        Assert.False(AccessRules.May(screen, AccessAction.Watch, DataClass.PersonRows, ["hue"]));
        Assert.True(AccessRules.May(screen, AccessAction.Watch, DataClass.Figures, ["hue"]));
    }

    [Fact]
    public void The_local_operator_does_the_days_work_and_lets_nobody_in()
    {
        DataClass[] shut = [DataClass.People, DataClass.Screens, DataClass.Credentials, DataClass.Persons, DataClass.Audit];
        Assert.All(s_actions, action => Assert.All(shut, one => Assert.False(AccessRules.May(Principal.Local, action, one, []))));
        Assert.All(s_classes, one => Assert.False(AccessRules.May(Principal.Local, AccessAction.Manage, one, [])));
        Assert.All([AccessAction.Watch, AccessAction.Read, AccessAction.Export, AccessAction.Act, AccessAction.Configure], action => Assert.True(AccessRules.May(Principal.Local, action, DataClass.Figures | DataClass.Events | DataClass.System, [])));
    }

    [Fact]
    public void Only_those_who_may_let_in_let_in()
    {
        Assert.Equal([Role.Administrator], Managing(DataClass.People));
        Assert.Equal([Role.Technician, Role.Administrator], Managing(DataClass.Credentials));
        Assert.Equal([Role.Operator, Role.Administrator], Managing(DataClass.Screens));
        Assert.Equal([Role.Administrator], Enum.GetValues<Role>().Where(r => r != Role.LocalOperator && RoleTable.Of(r, AccessAction.Configure) != DataClass.None));
    }

    private static IEnumerable<Role> Managing(DataClass one) => Enum.GetValues<Role>().Where(r => RoleTable.Of(r, AccessAction.Manage).HasFlag(one));

    // The second statement: grant by grant, the subtree by names.
    private static HashSet<DataClass> Allowed(Principal principal, AccessAction action, string[] path)
    {
        var classes = new HashSet<DataClass>();
        foreach (var grant in principal.Grants)
        {
            var under = grant.Node == "*" || Array.Exists(path, id => id == grant.Node);
            if (!under) continue;
            foreach (var one in s_classes)
            {
                if (((int)RoleTable.Of(grant.Role, action) & (int)grant.Classes & (int)one) != 0) classes.Add(one);
            }
        }
        return classes;
    }

    private static Principal Somebody(Random random)
    {
        var nodes = s_paths.Where(p => p.Length > 0).Select(p => p[^1]).ToArray();
        var grants = new Grant[random.Next(0, 4)];
        for (var i = 0; i < grants.Length; i++)
        {
            var classes = random.Next(3) switch { 0 => DataClass.Default, 1 => (DataClass)random.Next((int)DataClass.All + 1), _ => s_classes[random.Next(s_classes.Length)] };
            grants[i] = new Grant(RoleTable.Grantable[random.Next(RoleTable.Grantable.Length)], random.Next(20) == 0 ? Grant.Everything : nodes[random.Next(nodes.Length)], classes);
        }
        return new Principal("account", "", grants);
    }

    private static string Text(Principal principal) => string.Join(", ", principal.Grants.Select(g => $"{g.Role} of {g.Classes} at {g.Node}"));
}
