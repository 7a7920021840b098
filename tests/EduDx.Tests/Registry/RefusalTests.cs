using System.Text;

namespace EduDx.Tests.Registry;

public sealed class RefusalTests : StoreFixture
{
    [Fact]
    public async Task Every_bad_row_of_every_file_is_listed_by_line()
    {
        var files = CityFiles.Small()
            .Append("nodes.csv",
                "HUE!,commune,Xã,hue,,,,,,,,,",
                "xa-1,village,Xã,hue,,,,,,,,,",
                "xa-2,commune,=cmd|' /C calc'!A0,hue,,,,,,,,,",
                "phu-xuan,commune,Trùng,hue,,,,,,,,,",
                "thpt-a,school,Trường A,nowhere,upper-secondary,,,,,,,,",
                "thpt-b,school,Trường B,hue,upper-secondary,,,,,,,,",
                "thcs-phu-xuan-1.6a3,class,Lớp 6A3,mn-vy-da.c1,,,,,,,morning,,")
            .Append("pupils.csv",
                "p-0000001,Học sinh 1,2014-01-15,thcs-phu-xuan-1.6a1,HUE0000001,,",
                "p-0000101,Học sinh,2014-13-15,thcs-phu-xuan-1.9z9,HUE0000101,2026-13-01,",
                "p-0000102,-Học sinh,2014-01-15,thcs-phu-xuan-1.c1,HUE0000002,,",
                "p-0000103,Học sinh,2014-01-15")
            .Append("kiosks.csv", "thcs-phu-xuan-1,k9,mn-vy-da.c1,Cổng,16,,50,,", "no-school,k1,thcs-phu-xuan-1.c1,Cổng,,,,,")
            .Append("sessions.csv", "vy-da,pupils,day,7:00,25:00,16:30,1,15,,", "hue,pupils,day,06:15,07:00,16:30,1,15,,")
            .Append("calendar.csv", "hue,party,2026-01-01,2025-01-01,128,Lễ");
        Assert.Equal(
            [
                "nodes.csv:12:id", "nodes.csv:13:kind", "nodes.csv:14:name", "nodes.csv:15:from", "nodes.csv:16:parent", "nodes.csv:16:id",
                "nodes.csv:17:parent", "nodes.csv:17:id", "nodes.csv:18:parent",
                "pupils.csv:26:person", "pupils.csv:27:birth", "pupils.csv:27:from", "pupils.csv:27:class",
                "pupils.csv:28:name", "pupils.csv:28:class", "pupils.csv:28:card", "pupils.csv:29:",
                "kiosks.csv:6:lat", "kiosks.csv:6:campus", "kiosks.csv:7:school",
                "sessions.csv:6:opens", "sessions.csv:6:starts", "sessions.csv:7:from",
                "calendar.csv:3:kind", "calendar.csv:3:to", "calendar.csv:3:weekdays",
            ], await Refuse(files));
        Assert.Empty((await City(Today)).Nodes);
    }

    [Fact]
    public async Task Each_error_says_what_to_do()
    {
        var files = CityFiles.Small().Append("pupils.csv", "p-0000101,Học sinh,2014-01-15,thcs-phu-xuan-1.9z9,HUE0000101,,");
        var result = await Store.ImportAsync(files.Streams, apply: false, Today, default);
        Assert.Equal(
            new("pupils.csv", 26, "class", "there is no node 'thcs-phu-xuan-1.9z9'; add it to nodes.csv or correct the id"), Assert.Single(result.Errors));
        Assert.Empty(result.Differences);
    }

    [Theory]
    [InlineData("node,kind,from,to,weekdays", "calendar.csv:1:reason")]
    [InlineData("node,kind,from,to,weekdays,reason,note", "calendar.csv:1:note")]
    [InlineData("node,kind,from,to,weekdays,reason,node", "calendar.csv:1:node")]
    [InlineData("", "calendar.csv:1:")]
    public async Task A_header_is_refused_unless_it_has_the_columns(string header, string error)
    {
        var files = CityFiles.Small();
        files["calendar.csv"] = header;
        Assert.Equal([error], await Refuse(files));
    }

    [Fact]
    public async Task What_is_not_UTF_8_is_named_by_line()
    {
        var files = CityFiles.Small();
        files.Bytes("calendar.csv", [.. Encoding.UTF8.GetBytes(files["calendar.csv"]), .. Encoding.Latin1.GetBytes("hue,holiday,2026-09-02,2026-09-02,,Lễ é\n")]);
        files.Bytes("kiosks.csv", Encoding.Unicode.GetPreamble().Concat(Encoding.Unicode.GetBytes(files["kiosks.csv"])).ToArray());
        Assert.Equal(["kiosks.csv:1:", "calendar.csv:3:reason"], await Refuse(files));
    }

    [Fact]
    public async Task A_quotation_mark_that_is_not_closed_is_refused()
    {
        var files = CityFiles.Small();
        files["calendar.csv"] += "hue,holiday,2026-09-02,2026-09-02,,\"Lễ\n" + new string('x', 3000);
        Assert.Equal(["calendar.csv:3:"], await Refuse(files));
    }

    [Fact]
    public async Task A_cell_that_runs_over_lines_is_refused_by_its_first_line()
    {
        var files = CityFiles.Small();
        files["calendar.csv"] += "hue,holiday,2026-09-02,2026-09-02,,\"Lễ\nlớn\"\nhue,party,2026-09-02,2026-09-02,,Lễ\n";
        Assert.Equal(["calendar.csv:3:reason", "calendar.csv:5:kind"], await Refuse(files));
    }

    [Fact]
    public async Task A_file_that_is_not_known_is_refused() =>
        Assert.Equal(["teachers.csv:0:"], await Refuse(CityFiles.Small().Bytes("teachers.csv", [])));

    [Fact]
    public async Task A_class_or_staff_without_times_is_refused()
    {
        var files = CityFiles.Small()
            .Edit("sessions.csv", "hue,pupils,afternoon,12:30,13:15,17:00,1,15,,\n", "")
            .Edit("sessions.csv", "hue,staff,day", "vy-da,staff,day");
        Assert.Equal(["nodes.csv:8:sessions", "staff.csv:2:campus"], await Refuse(files));
        await Apply(CityFiles.Small());
        Assert.Equal(["sessions.csv:0:", "sessions.csv:0:"], await Refuse(files.Only("sessions.csv")));
    }

    [Fact]
    public async Task A_school_without_a_campus_is_refused() =>
        Assert.Equal(["nodes.csv:12:id"], await Refuse(CityFiles.Small().Append("nodes.csv", "thpt-a,school,Trường A,vy-da,upper-secondary,,,,,,,,")));

    [Fact]
    public async Task A_card_is_held_by_one_person_also_across_the_files()
    {
        var files = CityFiles.Small().Edit("pupils.csv", "HUE0000005", "HUES000001");
        Assert.Equal(["pupils.csv:6:card"], await Refuse(files));
        await Apply(CityFiles.Small());
        Assert.Equal(["pupils.csv:6:card"], await Refuse(files.Only("pupils.csv")));
    }

    [Fact]
    public async Task A_person_is_a_pupil_or_staff()
    {
        var files = CityFiles.Small().Append("pupils.csv", "s-0000001,Học sinh,2014-01-15,thcs-phu-xuan-1.6a1,,,");
        Assert.Equal(["pupils.csv:26:person"], await Refuse(files));
        await Apply(CityFiles.Small());
        Assert.Equal(["pupils.csv:26:person"], await Refuse(files.Only("pupils.csv")));
    }

    [Fact]
    public async Task An_id_keeps_its_kind()
    {
        await Apply(CityFiles.Small());
        var files = CityFiles.Small().Edit("nodes.csv", "thcs-phu-xuan-1.6a2,class,Lớp 6A2,thcs-phu-xuan-1.c1,,,,,,,afternoon", "thcs-phu-xuan-1.6a2,campus,Điểm 2,thcs-phu-xuan-1,,,,,,,");
        Assert.Contains("nodes.csv:8:kind", await Refuse(files));
    }

    [Fact]
    public async Task A_class_does_not_end_under_its_pupils()
    {
        await Apply(CityFiles.Small());
        var files = CityFiles.Small().Edit("nodes.csv", "thcs-phu-xuan-1.6a2,class,Lớp 6A2,thcs-phu-xuan-1.c1,,,,,,,afternoon,,\n", "").Only("nodes.csv");
        var result = await Store.ImportAsync(files.Streams, apply: true, Today, default);
        Assert.Equal(
            new("nodes.csv", 0, "", "'thcs-phu-xuan-1.6a2' ends and 8 persons still belong to it; send pupils.csv and staff.csv with their new places too"),
            Assert.Single(result.Errors));
    }
}
