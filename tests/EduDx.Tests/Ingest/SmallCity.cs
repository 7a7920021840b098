using EduDx.Live.City;
using EduDx.Registry;
using EduDx.Tests.Registry;

namespace EduDx.Tests.Ingest;

/// <summary>The model of the small city, imported once by the registry for all tests.</summary>
internal static class SmallCity
{
    private static readonly Lazy<Task<CityModel>> Loaded = new(() => LoadAsync(CityFiles.Small()));

    public static CityModel Model => Loaded.Value.GetAwaiter().GetResult();

    public static SchoolModel School => Model.Schools[Model.SchoolIds.Find("thcs-phu-xuan-1"u8)];

    /// <summary>The model of a city of a test's own.</summary>
    public static async Task<CityModel> LoadAsync(CityFiles files)
    {
        var folder = Path.Combine(Path.GetTempPath(), "edudx-city-" + Guid.NewGuid().ToString("N"));
        try
        {
            using var store = new RegistryStore(Path.Combine(folder, "registry.db"), TimeProvider.System);
            await store.OpenAsync(default);
            var result = await store.ImportAsync(files.Streams, apply: true, new(2026, 9, 7), default);
            Assert.Empty(result.Errors);
            return await store.LoadCityAsync(new(2026, 9, 7), default);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
