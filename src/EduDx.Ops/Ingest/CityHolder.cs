using EduDx.Live.City;

namespace EduDx.Ops.Ingest;

/// <summary>The model in force: one reference, swapped whole. Readers take it once.</summary>
public sealed class CityHolder(CityModel first)
{
    private volatile Numbered _inForce = new(first, 0);

    /// <summary>The model in force.</summary>
    public CityModel Current => _inForce.Model;

    /// <summary>The model in force and its number. Whoever remembers something about a model keeps the number: the model would stay in memory with it.</summary>
    public (CityModel Model, int Number) InForce
    {
        get
        {
            var held = _inForce;
            return (held.Model, held.Number);
        }
    }

    /// <summary>Puts a newer model in force. One at a time.</summary>
    public void Swap(CityModel newer) => _inForce = new(newer, _inForce.Number + 1);

    private sealed record Numbered(CityModel Model, int Number);
}
