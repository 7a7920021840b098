using System.Text;

namespace EduDx.Live.City;

/// <summary>What a device publishes as. The numbers are those of the topic grammar and of the canonical event.</summary>
public enum DeviceKind : byte
{
    /// <summary>A QR kiosk.</summary>
    Kiosk = 1,
    /// <summary>A classroom device, room equipment, a fridge or another sensor.</summary>
    Device = 2,
    /// <summary>The controller of a meeting room.</summary>
    Room = 3,
}

/// <summary>When something must be heard from a device.</summary>
public enum DutyHours : byte
{
    /// <summary>On school days, from the first gate opening to the last end of a session of its campus.</summary>
    School = 1,
    /// <summary>Day and night (fridges).</summary>
    Always = 2,
}

/// <summary>A type of device, as the registry's data says.</summary>
/// <param name="Id">Type id, for example <c>projector</c>. <c>kiosk</c> and <c>room</c> are the types of kiosks and room controllers.</param>
/// <param name="NameVi">Name in Vietnamese.</param>
/// <param name="NameEn">Name in English.</param>
/// <param name="Duty">When it must be heard.</param>
/// <param name="HeartbeatSeconds">Seconds between its signs of life.</param>
/// <param name="MissedHeartbeats">Missed signs of life from which it is offline.</param>
/// <param name="Metrics">The metrics that it reports, at most 8; others are kept in the log and not folded.</param>
public sealed record DeviceType(
    string Id, string NameVi, string NameEn, DutyHours Duty, int HeartbeatSeconds, int MissedHeartbeats, MetricLimit[] Metrics)
{
    /// <summary>Milliseconds of silence from which it is offline.</summary>
    public long OfflineAfterMs => HeartbeatSeconds * MissedHeartbeats * 1000L;

    /// <summary>Position of a metric in <see cref="Metrics"/>; -1 when the type does not list it.</summary>
    public int MetricIndex(ReadOnlySpan<byte> name)
    {
        for (var i = 0; i < Metrics.Length; i++)
        {
            if (name.SequenceEqual(Metrics[i].Utf8)) return i;
        }
        return -1;
    }
}

/// <summary>A metric of a type, and how long it may be silent while its device lives.</summary>
/// <param name="Name">Name on the wire, the unit at its end.</param>
/// <param name="SilentSeconds">Seconds of silence from which the metric is silent; 0 when it may be.</param>
public sealed record MetricLimit(string Name, int SilentSeconds)
{
    /// <summary>The name as it stands in canonical events.</summary>
    public byte[] Utf8 { get; } = Encoding.UTF8.GetBytes(Name);
}

/// <summary>Anything that reports its own health.</summary>
/// <param name="Kind">What it publishes as.</param>
/// <param name="Key">Stable integer key of the registry, unique within its kind.</param>
/// <param name="Source">Source id in the topic.</param>
/// <param name="Name">Name as written in Vietnamese.</param>
/// <param name="Type">Its type.</param>
/// <param name="Campus">Position in <see cref="SchoolModel.Campuses"/>.</param>
/// <param name="Group">Position in <see cref="SchoolModel.Groups"/> of the class where it stands; -1 when it stands in none.</param>
/// <param name="Room">Position in <see cref="SchoolModel.Rooms"/> of the room that it equips (or controls); -1 for none.</param>
public sealed record DeviceModel(DeviceKind Kind, int Key, string Source, string Name, DeviceType Type, int Campus, int Group, int Room);

/// <summary>A meeting room.</summary>
/// <param name="Key">Stable integer key of the registry; also the key of its controller as a device.</param>
/// <param name="Source">Source id in the topic.</param>
/// <param name="Name">Name as written in Vietnamese.</param>
/// <param name="Campus">Position in <see cref="SchoolModel.Campuses"/>.</param>
/// <param name="Capacity">Seats; 0 when not known.</param>
/// <param name="Controller">Position of its controller in <see cref="SchoolModel.Devices"/>.</param>
/// <param name="Equipment">Positions of its equipment in <see cref="SchoolModel.Devices"/>: what must be ready before a meeting.</param>
public sealed record RoomModel(int Key, string Source, string Name, int Campus, int Capacity, int Controller, int[] Equipment);
