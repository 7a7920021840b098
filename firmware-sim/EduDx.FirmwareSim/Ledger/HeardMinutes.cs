using EduDx.FirmwareSim.City;

namespace EduDx.FirmwareSim.Ledger;

/// <summary>In which minutes of the day the kiosks of a campus were heard.</summary>
public sealed class HeardMinutes
{
    /// <summary>A run of this many silent minutes means that arrivals may have been missed.</summary>
    public const int SilentMinutes = 3;

    private readonly bool[] _heard = new bool[24 * 60];

    /// <summary>A kiosk was heard.</summary>
    public void Hear(int atMs) => _heard[atMs / 60_000] = true;

    /// <summary>A kiosk was heard in these minutes of the day.</summary>
    public void Hear(System.Collections.BitArray minutes)
    {
        for (var i = 0; i < minutes.Length; i++) _heard[i] |= minutes[i];
    }

    /// <summary>True when no such run lies between the opening of the gates and the deadline.</summary>
    public bool Covers(SessionTimes session)
    {
        var silent = 0;
        for (var minute = session.Opens; minute < session.Deadline; minute++)
        {
            silent = _heard[minute] ? 0 : silent + 1;
            if (silent >= SilentMinutes) return false;
        }
        return true;
    }
}
