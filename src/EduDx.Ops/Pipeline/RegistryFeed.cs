using EduDx.Live.City;
using EduDx.Ops.Closures;
using EduDx.Registry;
using EduDx.Registry.Import;

namespace EduDx.Ops.Pipeline;

/// <summary>Keeps the model in force: a newer one after each import, and one for each new local day.</summary>
public sealed partial class RegistryFeed(RegistryStore registry, LivePipeline pipeline, Ingest.CityHolder city, ClosureJournal closures, TimeProvider time, ILogger<RegistryFeed> logger) : BackgroundService
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(1);

    /// <summary>Previews or applies an import; what was applied is in the live figures when the call returns.</summary>
    public async Task<ImportResult> ImportAsync(IReadOnlyDictionary<string, Func<Stream>> files, bool apply, CancellationToken cancel)
    {
        var today = Today();
        var result = await registry.ImportAsync(files, apply, today, cancel);
        if (result.Applied && result.Version != city.Current.Version) await ReloadAsync(today, cancel);
        return result;
    }

    /// <summary>Takes what was changed in the registry otherwise than by an import; it is in the live figures when the call returns.</summary>
    public Task TakeRegistryAsync(CancellationToken cancel) => ReloadAsync(Today(), cancel);

    /// <summary>Puts the closures as they are now in force; done when the live figures have them.</summary>
    public Task TakeClosuresAsync(CancellationToken cancel) => pipeline.TakeModelAsync(closures.Overlaid, cancel);

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(LookEvery);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            if (Today() != city.Current.Day) await ReloadAsync(Today(), stoppingToken);
        }
    }

    private async Task ReloadAsync(DateOnly today, CancellationToken cancel)
    {
        var model = await registry.LoadCityAsync(today, cancel);
        await pipeline.TakeModelAsync(() => closures.Over(model), cancel);
        Reloaded(model.Version, model.Day, model.Schools.Length, model.PersonRefs.Length);
    }

    private DateOnly Today() => LocalTime.DayOf(time.GetUtcNow().ToUnixTimeMilliseconds());

    [LoggerMessage(501, LogLevel.Information, "Registry version {Version} in force for {Day}: {Schools} schools, {Persons} persons")]
    private partial void Reloaded(long version, DateOnly day, int schools, int persons);
}
