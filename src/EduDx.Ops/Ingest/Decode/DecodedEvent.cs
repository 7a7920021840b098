using EduDx.Live.Events;

namespace EduDx.Ops.Ingest.Decode;

/// <summary>
/// One event as a decoder read it: spans point into the payload (or into the caller's scratch where a string was escaped).
/// Allocates nothing. A decoder fills it, <see cref="EventEncoder"/> holds it against the registry.
/// </summary>
internal ref struct DecodedEvent
{
    public UInt128 Id;
    public long AtMs;
    public uint Boot;
    public ulong Seq;
    public ReadOnlySpan<byte> Card;
    public ReadOnlySpan<byte> Token;
    public ReadOnlySpan<byte> PlaceCode;
    public ReadOnlySpan<byte> Phone;
    public ReadOnlySpan<byte> Person;
    public ReadOnlySpan<byte> By;
    public ReadOnlySpan<byte> Firmware;
    public ScanDirection Direction;
    public ScanMode Mode;
    public SaidState Said;
    public bool? Online;
    public double Latitude;
    public double Longitude;
    public double Accuracy;
    /// <summary>Metrics packed as the canonical event holds them, without their number.</summary>
    public ReadOnlySpan<byte> Metrics;
    public int MetricCount;
    public ReadOnlySpan<byte> Meeting;
    public MeetingState MeetingState;
    public PaperlessStep Paperless;
    public long StartsMs;
    public long EndsMs;
    public uint Invited;
    public uint CheckedIn;
    public uint People;
    public double Co2Ppm;
    public CareFields Care;
    public Fields Seen;
    /// <summary>Seen with the value null: there for "occurs twice", missing for the rest.</summary>
    public Fields Null;

    /// <summary>Registry key of who scanned; 0 while nobody is known.</summary>
    public int PersonKey;
    /// <summary>What is suspicious about the scan.</summary>
    public ScanFlags Flags;
    /// <summary>The verdict must be remembered once the event is stored.</summary>
    public bool IsJudged;
    /// <summary>The same event was judged before.</summary>
    public bool IsRepeat;

    /// <summary>Set when a decoder gave up on this event.</summary>
    public RejectReason Reason;
    /// <summary>What was wrong, where, and what to do; null when <see cref="Reason"/> is none.</summary>
    public string? Detail;

    public readonly bool Has(Fields fields) => (Seen & fields) == fields;

    /// <summary>Notes a field.</summary>
    /// <returns>False when it was there before.</returns>
    public bool Take(Fields field)
    {
        var first = ((Seen | Null) & field) == 0;
        Seen |= field;
        return first;
    }

    public void Fail(RejectReason reason, string detail)
    {
        if (Reason != RejectReason.None) return;
        Reason = reason;
        Detail = detail;
    }
}

/// <summary>Fields that an event can have; in lower case they are the names on the wire.</summary>
[Flags]
internal enum Fields : long
{
    None = 0,
    Id = 1,
    At = 1 << 1,
    Boot = 1 << 2,
    Seq = 1 << 3,
    Card = 1 << 4,
    Token = 1 << 5,
    Dir = 1 << 6,
    Lat = 1 << 7,
    Lon = 1 << 8,
    Acc = 1 << 9,
    Mode = 1 << 10,
    Person = 1 << 11,
    State = 1 << 12,
    By = 1 << 13,
    Firmware = 1 << 14,
    Metrics = 1 << 15,
    Meeting = 1 << 16,
    Starts_At = 1 << 17,
    Ends_At = 1 << 18,
    Invited = 1 << 19,
    Checked_In = 1 << 20,
    Paperless = 1 << 21,
    People = 1 << 22,
    Co2_Ppm = 1 << 23,
    Meal = 1 << 24,
    Served = 1 << 25,
    Kcal = 1 << 26,
    Protein_G = 1 << 27,
    Lipid_G = 1 << 28,
    Glucid_G = 1 << 29,
    Intake_Pct = 1 << 30,
    Child = 1L << 31,
    Position = 1L << 32,
    Cooked = 1L << 33,
    Wasted_Kg = 1L << 34,
    Menu = 1L << 35,
    Step = 1L << 36,
    Dish = 1L << 37,
    Ok = 1L << 38,
    Note = 1L << 39,
    Portions = 1L << 40,
    Fridge = 1L << 41,
    Place_Code = 1L << 42,
    Phone = 1L << 43,
}
