namespace EduDx.FirmwareSim.City;

/// <summary>Divides a whole number by weights so that the parts add up exactly (largest remainders, ties to the first).</summary>
public static class Apportionment
{
    /// <summary>Gives every part <paramref name="least"/> and divides the rest by the weights.</summary>
    public static int[] Divide(int total, ReadOnlySpan<double> weights, int least = 0)
    {
        if (weights.Length == 0) return total == 0 ? [] : throw new ArgumentException($"{total} cannot be divided among nobody", nameof(weights));
        if ((long)least * weights.Length > total) least = total / weights.Length;
        var rest = total - least * weights.Length;
        var sum = 0.0;
        foreach (var weight in weights) sum += weight;
        var parts = new int[weights.Length];
        var remainders = new double[weights.Length];
        var order = new int[weights.Length];
        var given = 0;
        for (var i = 0; i < weights.Length; i++)
        {
            var share = rest * (weights[i] / sum);
            var whole = (int)share;
            parts[i] = least + whole;
            // The index breaks ties, so that the result does not depend on the sort.
            remainders[i] = -(share - whole) + i * 1e-12;
            order[i] = i;
            given += whole;
        }
        Array.Sort(remainders, order);
        for (var i = 0; i < rest - given; i++) parts[order[i % order.Length]]++;
        return parts;
    }
}
