using EduDx.Live.City;

namespace EduDx.Ops.Ingest;

/// <summary>The model in force: one reference, swapped whole. Readers take it once.</summary>
public sealed class CityHolder(CityModel first)
{
    private volatile CityModel _current = first;

    /// <summary>The model in force.</summary>
    public CityModel Current => _current;

    /// <summary>Puts a newer model in force.</summary>
    public void Swap(CityModel newer) => _current = newer;
}
