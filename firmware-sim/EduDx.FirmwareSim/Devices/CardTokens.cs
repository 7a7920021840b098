using EduDx.FirmwareSim.City;

namespace EduDx.FirmwareSim.Devices;

/// <summary>Signed cards for everybody in the city, as the server issues them.</summary>
public static class CardTokens
{
    private const int AtOnce = 8;

    /// <summary>Asks for the cards of every class and of the staff of every campus.</summary>
    /// <returns>Texts of the codes by index of the person; null for who has none.</returns>
    public static async Task<string?[]> FetchAsync(SimCity city, ServerApi api, CancellationToken stop)
    {
        var tokens = new string?[city.Persons.Length];
        var groups = new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = stop };
        await Parallel.ForEachAsync(city.Groups, groups, async (group, cancel) =>
        {
            var cards = (await api.CardsAsync(group.Node, cancel).ConfigureAwait(false)).Cards.ToDictionary(c => c.Person, c => c.Token);
            for (var p = group.FirstPerson; p < group.FirstPerson + group.PersonCount; p++) tokens[p] = cards.GetValueOrDefault(city.Persons[p].Id);
        }).ConfigureAwait(false);
        return tokens;
    }
}
