using EduDx.Live.City;
using EduDx.Registry;
using EduDx.Registry.Import;

namespace EduDx.Tests.Registry;

/// <summary>A registry in a folder of its own, that goes with the test.</summary>
public abstract class StoreFixture : IAsyncLifetime
{
    private readonly string _folder = Path.Combine(Path.GetTempPath(), "edudx-registry-" + Guid.NewGuid().ToString("N"));

    /// <summary>The day of most imports.</summary>
    protected static DateOnly Today { get; } = new(2026, 9, 7);

    /// <summary>The registry.</summary>
    protected RegistryStore Store { get; private set; } = null!;

    /// <summary>The database file.</summary>
    protected string DatabasePath => Path.Combine(_folder, "registry.db");

    public async Task InitializeAsync()
    {
        Store = new(DatabasePath, TimeProvider.System);
        await Store.OpenAsync(default);
    }

    public Task DisposeAsync()
    {
        Store.Dispose();
        Directory.Delete(_folder, recursive: true);
        return Task.CompletedTask;
    }

    /// <summary>Applies files that must be good.</summary>
    private protected async Task<ImportResult> Apply(CityFiles files, DateOnly? today = null)
    {
        var result = await Store.ImportAsync(files.Streams, apply: true, today ?? Today, default);
        Assert.Empty(result.Errors);
        Assert.True(result.Applied);
        return result;
    }

    /// <summary>Errors of files that must be bad, as <c>file:line:column</c>.</summary>
    private protected async Task<List<string>> Refuse(CityFiles files)
    {
        var version = await Store.VersionAsync(default);
        var result = await Store.ImportAsync(files.Streams, apply: true, Today, default);
        Assert.False(result.Applied);
        Assert.Equal(version, await Store.VersionAsync(default));
        return result.Errors.Select(e => $"{e.File}:{e.Line}:{e.Column}").ToList();
    }

    /// <summary>The model of a day.</summary>
    protected Task<CityModel> City(DateOnly day) => Store.LoadCityAsync(day, default);
}
