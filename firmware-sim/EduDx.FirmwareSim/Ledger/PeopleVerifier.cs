using EduDx.FirmwareSim.Devices;

namespace EduDx.FirmwareSim.Ledger;

/// <summary>Holds everything about the people of a day against the ledger: attendance of both periods, staff, care and the status of schools.</summary>
public sealed class PeopleVerifier(PeopleRecord people, ServerApi api, DateOnly day, FigureComparison comparison)
{
    /// <summary>Compares the live figures, and with <paramref name="history"/> those of the history store.</summary>
    public async Task RunAsync(bool history, CancellationToken stop)
    {
        var scans = new NodeTruths(people.WholeDay);
        foreach (var (session, groups, staff) in new[] { ("morning", people.Morning, people.StaffMorning), ("afternoon", people.Afternoon, people.StaffAfternoon) })
        {
            var truths = new NodeTruths(groups);
            await new LiveVerifier(truths, api, day, comparison, session).RunAsync(stop).ConfigureAwait(false);
            await new StaffVerifier(truths, staff, api, day, session, comparison).RunAsync(stop).ConfigureAwait(false);
            if (history) await new HistoryVerifier(truths, groups, api, day, comparison, session, scans).RunAsync(stop).ConfigureAwait(false);
        }
        await new CareVerifier(people, api, day, comparison).RunAsync(stop).ConfigureAwait(false);
        await new StatusVerifier(people, api, day, comparison).RunAsync(stop).ConfigureAwait(false);
        if (history) await new CareHistoryVerifier(people, api, day, comparison).RunAsync(stop).ConfigureAwait(false);
    }
}
