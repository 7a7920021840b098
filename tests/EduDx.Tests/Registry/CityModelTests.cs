using EduDx.Live.City;

namespace EduDx.Tests.Registry;

public sealed class CityModelTests : StoreFixture
{
    [Fact]
    public async Task An_empty_registry_is_an_empty_city()
    {
        var city = await City(Today);
        Assert.Empty(city.Nodes);
        Assert.Empty(city.Schools);
        Assert.Equal(-1, city.Cards.Find("HUE0000001"u8));
    }

    [Fact]
    public async Task Schools_have_their_groups_sessions_and_kiosks()
    {
        await Apply(CityFiles.Small());
        var city = await City(Today);
        Assert.Equal(["mn-vy-da", "thcs-phu-xuan-1"], city.Schools.Select(s => s.Node.Id));
        var school = city.Schools[1];
        Assert.Equal("phu-xuan", school.Commune.Id);
        Assert.Equal(new Place(16.4637, 107.5909, 50), school.Campuses[0].Place);
        Assert.Equal(
            [("thcs-phu-xuan-1.6a1", false, 0, 8), ("thcs-phu-xuan-1.6a2", false, 8, 8), ("thcs-phu-xuan-1.c1", true, 16, 3)],
            school.Groups.Select(g => (g.Node.Id, g.IsStaff, g.First, g.Count)));
        Assert.Equal([new Session(SessionKind.Morning, 375, 420, 660, 1, 15)], school.Groups[0].Sessions);
        Assert.Equal([new Session(SessionKind.Afternoon, 750, 795, 1020, 1, 15)], school.Groups[1].Sessions);
        Assert.Equal([new Session(SessionKind.Day, 375, 420, 990, 1, 15)], school.Groups[2].Sessions);
        Assert.Equal(["k1", "k2"], school.Kiosks.Select(k => k.Source));
        Assert.Equal((true, "Năm học"), CalendarRule.Decide(school.Calendar, Today));
        Assert.Equal(19, school.PersonKeys.Length);
        Assert.Equal(0, city.Nodes[0].Index);
        Assert.Equal(["phu-xuan", "vy-da"], city.Nodes[0].Children.Select(c => city.Nodes[c].Id));
    }

    [Fact]
    public async Task Everything_is_found_by_its_bytes()
    {
        await Apply(CityFiles.Small());
        var city = await City(Today);
        var person = city.CardPersons[city.Cards.Find("HUE0000009"u8)];
        Assert.Equal(city.PersonIds.Find("p-0000009"u8), person);
        var at = city.PersonRefs[person];
        var school = city.Schools[at.School];
        Assert.Equal("thcs-phu-xuan-1.6a2", school.Groups[school.PersonGroups[at.Slot]].Node.Id);
        Assert.Equal(person, city.PersonByKey[school.PersonKeys[at.Slot]]);

        var kiosk = city.KioskRefs[city.KioskIds.Find("mn-vy-da/k2"u8)];
        Assert.Equal("k2", city.Schools[kiosk.School].Kiosks[kiosk.Slot].Source);
        var group = city.ClassRefs[city.ClassIds.Find("thcs-phu-xuan-1/6a1"u8)];
        Assert.Equal("thcs-phu-xuan-1.6a1", city.Schools[group.School].Groups[group.Slot].Node.Id);
        Assert.Equal(-1, city.KioskIds.Find("mn-vy-da/k3"u8));
        Assert.Equal(29, city.Cards.Count);
        Assert.Equal(city.Nodes.Length, city.NodeByKey.Count);
        Assert.All(city.Nodes, n => Assert.Equal(n.Index, city.NodeById[n.Id]));
    }

    [Fact]
    public async Task A_pupil_who_changes_class_is_in_one_class_a_day()
    {
        await Apply(CityFiles.Small());
        var files = CityFiles.Small().Edit("pupils.csv", "p-0000001,Học sinh 1,2014-01-15,thcs-phu-xuan-1.6a1", "p-0000001,Học sinh 1,2014-01-15,thcs-phu-xuan-1.6a2");
        var result = await Apply(files, Today.AddDays(1));
        Assert.Equal(["p-0000001"], result.Differences.Single(d => d.File == "pupils.csv").Changed.First);
        Assert.Equal("thcs-phu-xuan-1.6a1", await ClassOf("p-0000001", Today));
        Assert.Equal("thcs-phu-xuan-1.6a2", await ClassOf("p-0000001", Today.AddDays(1)));

        var dated = CityFiles.Small()
            .Edit("pupils.csv", "p-0000002,Học sinh 2,2014-02-15,thcs-phu-xuan-1.6a1,HUE0000002,,", "p-0000002,Học sinh 2,2014-02-15,thcs-phu-xuan-1.6a1,HUE0000002,,2026-10-31\np-0000002,Học sinh 2,2014-02-15,thcs-phu-xuan-1.6a2,HUE0000002,2026-11-01,");
        await Apply(dated, Today.AddDays(2));
        Assert.Equal("thcs-phu-xuan-1.6a1", await ClassOf("p-0000002", new(2026, 10, 31)));
        Assert.Equal("thcs-phu-xuan-1.6a2", await ClassOf("p-0000002", new(2026, 11, 1)));
        Assert.True((await City(new(2026, 11, 1))).Cards.Find("HUE0000002"u8) >= 0);
        Assert.True((await Apply(dated, new(2026, 12, 1))).IsEmpty);
    }

    [Fact]
    public async Task A_card_that_is_given_on_is_its_old_holder_s_on_past_days()
    {
        await Apply(CityFiles.Small());
        var files = CityFiles.Small()
            .Edit("pupils.csv", "6a1,HUE0000001,", "6a1,HUE0000901,")
            .Append("pupils.csv", "p-0000101,Học sinh 101,2014-01-15,thcs-phu-xuan-1.6a1,HUE0000001,,");
        await Apply(files, Today.AddDays(5));
        Assert.Equal("p-0000001", await HolderOf("HUE0000001", Today.AddDays(4)));
        Assert.Equal("p-0000101", await HolderOf("HUE0000001", Today.AddDays(5)));
        Assert.Equal("p-0000001", await HolderOf("HUE0000901", Today.AddDays(5)));
        Assert.True((await Apply(files, Today.AddDays(6))).IsEmpty);
    }

    [Fact]
    public async Task The_nearest_times_win()
    {
        var files = CityFiles.Small().Append("sessions.csv",
            "thcs-phu-xuan-1,pupils,morning,06:30,07:15,11:15,2,20,,", "thcs-phu-xuan-1.6a1,pupils,afternoon,12:00,13:00,16:00,1,15,,",
            "thcs-phu-xuan-1.c1,staff,morning,06:00,06:45,11:30,1,15,,", "thcs-phu-xuan-1.c1,staff,afternoon,12:00,13:00,17:00,1,15,,");
        await Apply(files);
        var school = (await City(Today)).Schools[1];
        Assert.Equal(7 * 60 + 15, school.Groups[0].Sessions.Single().Starts);
        Assert.Equal([SessionKind.Morning, SessionKind.Afternoon], school.Groups[2].Sessions.Select(s => s.Kind));
    }

    private async Task<string> ClassOf(string person, DateOnly day)
    {
        var city = await City(day);
        var at = city.PersonRefs[city.PersonIds.Find(System.Text.Encoding.UTF8.GetBytes(person))];
        return city.Schools[at.School].Groups[city.Schools[at.School].PersonGroups[at.Slot]].Node.Id;
    }

    private async Task<string> HolderOf(string card, DateOnly day)
    {
        var city = await City(day);
        return System.Text.Encoding.UTF8.GetString(city.PersonIds[city.CardPersons[city.Cards.Find(System.Text.Encoding.UTF8.GetBytes(card))]]);
    }
}
