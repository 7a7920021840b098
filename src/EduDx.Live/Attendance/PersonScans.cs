namespace EduDx.Live.Attendance;

/// <summary>What the kiosks say of one person in one session. Times are milliseconds after local midnight plus 1; 0 is none.</summary>
internal struct PersonScans
{
    public int FirstIn;
    public int LastIn;
    public int LastOut;
    /// <summary>Where the first arrival was.</summary>
    public PlaceVerdict Place;
}

/// <summary>What a person said of another: the last word by event time, then id.</summary>
internal readonly record struct Said(Events.SaidState State, long AtMs, UInt128 Id)
{
    public bool IsNewerThan(in Said other) => AtMs != other.AtMs ? AtMs > other.AtMs : Id > other.Id;
}
