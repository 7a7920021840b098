using EduDx.Live.Attendance;
using EduDx.Live.Care;
using EduDx.Live.City;
using EduDx.Live.Devices;
using EduDx.Live.Rooms;

namespace EduDx.Ops.Pipeline;

/// <summary>What the shards publish and everyone reads.</summary>
public sealed class LiveViews
{
    /// <summary>Attendance of each school and day.</summary>
    public ViewTable<SchoolView> Attendance { get; } = new();

    /// <summary>Devices of each school and day.</summary>
    public ViewTable<DevicesView> Devices { get; } = new();

    /// <summary>Meeting rooms of each school and day.</summary>
    public ViewTable<RoomsView> Rooms { get; } = new();

    /// <summary>Care of each kindergarten and day.</summary>
    public ViewTable<CareView> Care { get; } = new();

    /// <summary>Moves with everything that is published; cheap to ask often.</summary>
    public long Changes => Attendance.Changes + Devices.Changes + Rooms.Changes + Care.Changes;

    /// <summary>Puts newer figures in place of older ones.</summary>
    public void Publish(SchoolView view) => Attendance.Publish(view.Day, view.School, view);

    /// <inheritdoc cref="Publish(SchoolView)"/>
    public void Publish(DevicesView view) => Devices.Publish(view.Day, view.School, view);

    /// <inheritdoc cref="Publish(SchoolView)"/>
    public void Publish(RoomsView view) => Rooms.Publish(view.Day, view.School, view);

    /// <inheritdoc cref="Publish(SchoolView)"/>
    public void Publish(CareView view) => Care.Publish(view.Day, view.School, view);

    /// <summary>Forgets days before <paramref name="first"/>.</summary>
    public void DropBefore(DateOnly first)
    {
        Attendance.DropBefore(first);
        Devices.DropBefore(first);
        Rooms.DropBefore(first);
        Care.DropBefore(first);
    }
}
