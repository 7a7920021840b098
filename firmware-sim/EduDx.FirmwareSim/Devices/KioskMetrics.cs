using EduDx.FirmwareSim.Scenarios;

namespace EduDx.FirmwareSim.Devices;

/// <summary>What a kiosk measures; follows from the event.</summary>
public readonly record struct KioskMetrics(double CpuPct, double TempC)
{
    /// <summary>The values of a heartbeat.</summary>
    public static KioskMetrics Of(in SimEvent e)
    {
        var random = new SeededRandom(e.Source, (uint)e.AtMs);
        return new KioskMetrics(random.Between(20, 300) / 10.0, random.Between(320, 480) / 10.0);
    }
}
