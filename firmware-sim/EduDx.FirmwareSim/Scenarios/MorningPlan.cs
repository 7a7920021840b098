using EduDx.FirmwareSim.City;

namespace EduDx.FirmwareSim.Scenarios;

/// <summary>Everything that happens at the gates and in the rolls of one morning or of a whole day, and every sending of a morning.</summary>
public sealed class MorningPlan
{
    /// <summary>Hours that Asia/Ho_Chi_Minh is ahead of UTC; it has had no summer time since 1975.</summary>
    public static readonly TimeSpan Offset = TimeSpan.FromHours(7);

    /// <summary>The city.</summary>
    public required SimCity City { get; init; }
    /// <summary>The seed.</summary>
    public required int Seed { get; init; }
    /// <summary>Distinct events, the malformed ones included.</summary>
    public required SimEvent[] Events { get; init; }
    /// <summary>Sendings by time; none of a whole day, which is sent by its sources.</summary>
    public required Delivery[] Deliveries { get; init; }

    /// <summary>Signed cards by index of the person, which kiosks read in the stead of plain ones; null when all cards are plain.</summary>
    public string?[]? Tokens { get; set; }

    /// <summary>Local midnight of the day, milliseconds since the Unix epoch.</summary>
    public long MidnightMs => new DateTimeOffset(City.Day, TimeOnly.MinValue, Offset).ToUnixTimeMilliseconds();
    /// <summary>How many events must be rejected.</summary>
    public int Malformed => Events.Count(e => e.Kind == EventKind.Malformed);
    /// <summary>How many sendings repeat an event.</summary>
    public int Duplicates => Deliveries.Length - Events.Length;
}
