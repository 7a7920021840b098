namespace EduDx.Load.Peers;

/// <summary>Import files of the simulated city, made when they are first asked for and gone when the program ends.</summary>
internal sealed class Cities : IDisposable
{
    private readonly Dictionary<double, DirectoryInfo> _made = [];

    /// <summary>A tenth of the reference city: 57 schools, 30,000 pupils.</summary>
    public Task<string> TenthAsync() => OfScaleAsync(0.1);

    /// <summary>The reference city: 569 schools, 295,000 pupils.</summary>
    public Task<string> WholeAsync() => OfScaleAsync(1);

    /// <param name="scale">Share of the reference city.</param>
    public async Task<string> OfScaleAsync(double scale)
    {
        if (_made.TryGetValue(scale, out var made)) return made.FullName;
        var folder = _made[scale] = Directory.CreateTempSubdirectory("edudx-city-");
        await Processes.CityAsync(folder.FullName, scale);
        return folder.FullName;
    }

    public void Dispose()
    {
        foreach (var folder in _made.Values) folder.Delete(recursive: true);
    }
}
