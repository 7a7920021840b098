using System.Text;
using EduDx.Live.City;
using EduDx.Registry;

namespace EduDx.Benchmarks;

/// <summary>A generated city of 40 communes: 200 schools, 1,000 classes of 20 pupils, two kiosks a school; imported as a deployer imports one.</summary>
internal static class BenchmarkCity
{
    private const int Communes = 40;
    private const int SchoolsEach = 5;
    private const int ClassesEach = 5;
    private const int PupilsEach = 20;

    public static readonly DateOnly Day = new(2026, 9, 7);

    private static readonly Lazy<CityModel> Loaded = new(() => LoadAsync().GetAwaiter().GetResult());

    public static CityModel Model => Loaded.Value;

    public static string Card(int pupil) => $"HUE{pupil:0000000}";

    /// <summary>A folder that goes with the process.</summary>
    public static string NewFolder(string name)
    {
        var folder = Directory.CreateTempSubdirectory($"edudx-bench-{name}-").FullName;
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(folder, recursive: true);
        return folder;
    }

    private static async Task<CityModel> LoadAsync()
    {
        using var store = new RegistryStore(Path.Combine(NewFolder("city"), "registry.sqlite"), TimeProvider.System);
        await store.OpenAsync(default);
        var files = Files().ToDictionary(f => f.Key, f => (Func<Stream>)(() => new MemoryStream(Encoding.UTF8.GetBytes(f.Value))));
        var result = await store.ImportAsync(files, apply: true, Day, default);
        if (result.Errors.Count > 0) throw new InvalidDataException($"{result.Errors[0].File}:{result.Errors[0].Line} {result.Errors[0].Message}");
        return await store.LoadCityAsync(Day, default);
    }

    private static Dictionary<string, string> Files()
    {
        var nodes = new StringBuilder("id,kind,name,parent,level,column,row,lat,lon,radius_m,sessions,from,to\nhue,city,Thành phố Huế,,,,,,,,,,\n");
        var kiosks = new StringBuilder("school,source,campus,name,lat,lon,radius_m,from,to\n");
        var pupils = new StringBuilder("person,name,birth,class,card,from,to\n");
        var pupil = 0;
        for (var c = 0; c < Communes; c++)
        {
            nodes.Append($"x{c:00},commune,Phường {c},hue,,{c % 8},{c / 8},,,,,,\n");
            for (var s = 0; s < SchoolsEach; s++)
            {
                var school = $"th-{c:00}-{s}";
                nodes.Append($"{school},school,Trường {c} {s},x{c:00},primary,,,,,,,,\n{school}.c1,campus,Điểm trường 1,{school},,,,16.4637,107.5909,50,,,\n");
                for (var k = 1; k <= 2; k++) kiosks.Append($"{school},k{k},{school}.c1,Cổng {k},16.4637,107.5909,50,,\n");
                for (var l = 0; l < ClassesEach; l++)
                {
                    nodes.Append($"{school}.l{l},class,Lớp {l},{school}.c1,,,,,,,morning,,\n");
                    for (var p = 0; p < PupilsEach; p++, pupil++) pupils.Append($"p-{pupil:0000000},Học sinh {pupil},2016-05-{p % 28 + 1:00},{school}.l{l},{Card(pupil)},,\n");
                }
            }
        }
        return new()
        {
            ["nodes.csv"] = nodes.ToString(),
            ["kiosks.csv"] = kiosks.ToString(),
            ["pupils.csv"] = pupils.ToString(),
            ["sessions.csv"] = "node,audience,session,opens,starts,ends,late_after_min,absent_after_min,from,to\nhue,pupils,morning,06:15,07:00,11:00,1,15,,\n",
            ["calendar.csv"] = "node,kind,from,to,weekdays,reason\nhue,term,2026-01-01,2030-12-31,,Năm học\n",
        };
    }
}
