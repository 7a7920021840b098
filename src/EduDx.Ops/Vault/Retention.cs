using EduDx.Live.City;
using EduDx.Ops.Audit;
using EduDx.Registry;
using EduDx.Registry.Vault;

namespace EduDx.Ops.Vault;

/// <summary>Once a day: keys of old school years are destroyed, and persons who left long ago are erased. Each stands in the audit. A journal that an erasure could not empty is emptied as soon as it can be.</summary>
internal sealed partial class Retention(RegistryStore registry, OpsOptions options, AuditLog audit, TimeProvider time, ILogger<Retention> logger) : BackgroundService
{
    /// <summary>The purpose of an erasure that nobody asked for.</summary>
    public const string Purpose = "retention";

    // An import of a whole city of the past must not stop everything else; the others go tomorrow.
    private const int MostADay = 5_000;

    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(10);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(LookEvery);
        var done = DateOnly.MinValue;
        do
        {
            await EmptyJournalAsync(stoppingToken);
            var today = LocalTime.DayOf(time.GetUtcNow().ToUnixTimeMilliseconds());
            if (today == done || audit.IsFailed) continue;
            try
            {
                await RunAsync(today, stoppingToken);
                done = today;
            }
            catch (Exception e) when (e is IOException or Microsoft.Data.Sqlite.SqliteException)
            {
                // Housekeeping: tried again with the next look, and nothing else stops for it.
                NotNow(e.Message);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    // An erasure that a reader of the database kept from emptying its journal.
    private async Task EmptyJournalAsync(CancellationToken cancel)
    {
        if (!registry.JournalHolds) return;
        try
        {
            if (await registry.EmptyJournalAsync(cancel)) JournalEmptied();
            else NotNow("a reader is busy with the journal of the registry, which holds pages of before an erasure");
        }
        catch (Microsoft.Data.Sqlite.SqliteException e)
        {
            NotNow(e.Message);
        }
    }

    private async Task RunAsync(DateOnly today, CancellationToken cancel)
    {
        foreach (var year in registry.Keys.DestroyYearsBefore(Pseudonym.YearOf(today) - options.Vault.KeepYears + 1))
        {
            audit.Append(new("server", "year-key.destroy", $"{year}"));
        }
        if (options.Vault.LeaverDays == 0) return;
        var erased = 0;
        foreach (var person in await registry.LeftBeforeAsync(today.AddDays(-options.Vault.LeaverDays), MostADay, cancel))
        {
            if (await registry.EraseAsync(person, Purpose, today, cancel) is not { } receipt) continue;
            audit.Append(new("server", "person.erase", person, $"{Purpose} {receipt}"));
            erased++;
        }
        if (erased > 0) Erased(erased, options.Vault.LeaverDays);
    }

    [LoggerMessage(913, LogLevel.Information, "The journal of the registry is empty: what was erased is in none of its pages")]
    private partial void JournalEmptied();

    [LoggerMessage(912, LogLevel.Warning, "What is too old was not erased: {Why}. It is tried again")]
    private partial void NotNow(string why);

    [LoggerMessage(911, LogLevel.Information, "{Erased} persons were erased: they left more than {Days} days ago")]
    private partial void Erased(int erased, int days);
}
