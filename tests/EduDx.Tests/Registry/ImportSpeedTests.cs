using System.Diagnostics;
using Xunit.Abstractions;

namespace EduDx.Tests.Registry;

public sealed class ImportSpeedTests(ITestOutputHelper output) : StoreFixture
{
    [Fact]
    public async Task A_tenth_of_the_reference_city_is_imported_and_loaded_in_seconds() =>
        // The bounds are for a busy machine; the figures are written out.
        await Time(GeneratedCity.Of(57, 18, 29, 38, 4), TimeSpan.FromSeconds(20), TimeSpan.FromSeconds(5));

    [Fact, Trait("Category", "Slow")]
    public async Task The_reference_city_is_imported_in_less_than_a_minute() =>
        await Time(GeneratedCity.Of(569, 18, 29, 38, 4), TimeSpan.FromSeconds(60), TimeSpan.FromSeconds(5));

    private async Task Time(CityFiles files, TimeSpan importBound, TimeSpan loadBound)
    {
        var streams = files.Streams;
        var first = await Apply(files);
        var allocated = GC.GetTotalAllocatedBytes();
        var watch = Stopwatch.StartNew();
        var city = await City(Today);
        var load = watch.Elapsed;
        allocated = GC.GetTotalAllocatedBytes() - allocated;
        watch.Restart();
        await City(Today);
        var loadAgain = watch.Elapsed;
        var again = await Store.ImportAsync(streams, apply: true, Today, default);
        Assert.True(again.IsEmpty);
        output.WriteLine(
            $"{city.PersonIds.Count} persons, {city.ClassIds.Count} classes: import {first.Elapsed.TotalSeconds:0.00} s, again {again.Elapsed.TotalSeconds:0.00} s, "
            + $"load {load.TotalSeconds:0.00} then {loadAgain.TotalSeconds:0.00} s with {allocated >> 20} MB allocated, "
            + $"peak working set {Process.GetCurrentProcess().PeakWorkingSet64 >> 20} MB, file {new FileInfo(DatabasePath).Length >> 20} MB");
        Assert.True(first.Elapsed < importBound, $"the import took {first.Elapsed}");
        Assert.True(again.Elapsed < importBound, $"the import without a difference took {again.Elapsed}");
        Assert.True(loadAgain < loadBound, $"the load took {loadAgain}");
    }
}
