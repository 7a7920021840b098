namespace EduDx.Load.Measures;

/// <summary>Rounds in which every side has its turn, another one first each time, so that none always follows the same neighbour.</summary>
internal static class Rounds
{
    /// <param name="rounds">How many.</param>
    /// <param name="sides">Sides of a round.</param>
    /// <param name="run">Runs a side, by its number.</param>
    /// <param name="tell">Told after each round: its number from 1, and what each side did.</param>
    /// <returns>What each side did, by round and side.</returns>
    public static async Task<List<T[]>> ByTurnsAsync<T>(int rounds, int sides, Func<int, Task<T>> run, Action<int, T[]> tell)
    {
        var runs = new List<T[]>();
        for (var round = 0; round < rounds; round++)
        {
            var done = new T[sides];
            for (var i = 0; i < sides; i++)
            {
                var side = (i + round) % sides;
                done[side] = await run(side);
            }
            runs.Add(done);
            tell(round + 1, done);
        }
        return runs;
    }

    public static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        return sorted.Length % 2 == 1 ? sorted[sorted.Length / 2] : (sorted[sorted.Length / 2 - 1] + sorted[sorted.Length / 2]) / 2;
    }
}
