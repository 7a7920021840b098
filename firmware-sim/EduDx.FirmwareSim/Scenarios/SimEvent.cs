namespace EduDx.FirmwareSim.Scenarios;

/// <summary>One event of a morning, packed: a city has half a million.</summary>
public struct SimEvent
{
    /// <summary>When it happens, milliseconds after local midnight.</summary>
    public int AtMs;
    /// <summary>When it is first sent, milliseconds after local midnight.</summary>
    public int DeliverMs;
    /// <summary>Index of what publishes it.</summary>
    public int Source;
    /// <summary>Index of the person; -1 when it is about none.</summary>
    public int Person;
    /// <summary>Index of the person who says it; -1 for kiosks.</summary>
    public int By;
    /// <summary>Counter of the source.</summary>
    public uint Seq;
    /// <summary>What it says.</summary>
    public EventKind Kind;
    /// <summary>State of a roll or an override.</summary>
    public SaidState Said;
    /// <summary>Where a phone says it is.</summary>
    public PhoneSays Place;

    /// <summary>True for the kinds that are counted as scans.</summary>
    public readonly bool IsScan => Kind is EventKind.ScanIn or EventKind.ScanOut or EventKind.PhoneIn;
}
