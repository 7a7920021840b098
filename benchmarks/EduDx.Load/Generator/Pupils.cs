namespace EduDx.Load.Generator;

/// <summary>Kiosks for a load in which every scan is the arrival of another pupil, so that every frame differs from the one before it.</summary>
internal static class Pupils
{
    /// <summary>A load in which every scan is the arrival of another pupil, connected.</summary>
    public static Task<PacedLoad> ArriveAsync(OpsPeer ops, Kiosk[] kiosks, double perSecond) => PacedLoad.ConnectedAsync(ops, kiosks, perSecond, kiosks[^1].Cards.Length);

    /// <summary>One kiosk each of so many schools, those with the most pupils.</summary>
    /// <param name="city">Import files.</param>
    /// <param name="schools">How many.</param>
    /// <param name="scans">Scans of the whole load.</param>
    /// <exception cref="InvalidOperationException">The city has too few pupils for so many scans.</exception>
    public static Kiosk[] Kiosks(string city, int schools, double scans)
    {
        Kiosk[] kiosks = [.. Kiosk.Of(city).DistinctBy(k => k.School).OrderByDescending(k => k.Cards.Length).Take(schools)];
        var most = (long)kiosks.Length * (kiosks.Length == 0 ? 0 : kiosks[^1].Cards.Length);
        return most >= scans ? kiosks : throw new InvalidOperationException($"{scans:0} scans of another pupil each, and {kiosks.Length} schools have {most}: ask for fewer seconds");
    }
}
