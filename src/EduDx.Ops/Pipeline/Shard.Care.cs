using EduDx.Live.Care;
using EduDx.Live.City;
using EduDx.Live.Events;

namespace EduDx.Ops.Pipeline;

/// <summary>Kindergarten care: folded beside the equipment, published from the attendance and the devices of the same turn.</summary>
internal sealed partial class Shard
{
    private void FoldCare(SchoolModel school, in EventHeader header, ReadOnlySpan<byte> bytes)
    {
        if (EquipmentOf(school).Care is not { } care)
        {
            _metrics.Unroutable();
            return;
        }
        // The figures of a day need to know who was there on it.
        Day(school, LocalTime.DayOf(header.AtMs));
        care.Fold(header, bytes);
    }

    private void PublishCare(Equipment equipment, DateOnly today, DateOnly first, long now)
    {
        if (equipment.Care is not { } care) return;
        foreach (var day in care.Days.Append(today).Where(d => d >= first).Distinct().ToArray())
        {
            if (_views.Attendance.Find(day, care.School)?.View is not { } attendance) continue;
            // Attendance of today is published on every minute: what time changes comes with it.
            var basis = new CareBasis(care.ChangesOf(day), attendance, _norms.Current);
            if (!equipment.IsNew(day, basis)) continue;
            // Of a day with another roster: on the school as it stood then, as its attendance is.
            var ofDay = ReferenceEquals(attendance.School, care.School) ? care : care.On(attendance.School);
            _views.Publish(ofDay.View(day, now, new CareInputs(basis.Norms, _city.Dishes, attendance, _views.Devices.Find(day, care.School)?.View)));
        }
    }

    /// <summary>What published figures of care were made of; attendance and norms are compared by reference.</summary>
    private sealed record CareBasis(long Changes, Live.Attendance.SchoolView Attendance, CareNorms Norms);
}
