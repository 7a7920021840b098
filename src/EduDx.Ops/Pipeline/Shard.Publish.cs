using EduDx.Live.Attendance;
using EduDx.Live.Care;
using EduDx.Live.City;
using EduDx.Live.Devices;
using EduDx.Live.Rooms;

namespace EduDx.Ops.Pipeline;

/// <summary>From the folds to what readers see.</summary>
internal sealed partial class Shard
{
    private void Publish()
    {
        var now = Now();
        var today = LocalTime.DayOf(now);
        var minute = now / 60_000;
        var newMinute = minute != _lastMinute;
        _lastMinute = minute;
        if (newMinute || _views.Attendance.Days != _daysSeen) OpenDays(today, LocalTime.DayOf(_turns.TrustedMs).AddDays(-CityModel.DaysKept));
        foreach (var ((_, day), entry) in _days)
        {
            if (entry.State.Changes == entry.PublishedChanges && !(newMinute && day == today)) continue;
            entry.PublishedChanges = entry.State.Changes;
            _views.Publish(entry.State.View(now, _rules));
        }
        // With a backlog the silence of a source may only be what is not folded yet: its tick is the last receipt.
        _listening = _listening with { LeadMs = _receipts.LeadMs(now) };
        var heardUntil = _lastReceivedMs != 0 && _durable() > _offset ? Math.Min(now, _listening.ClockAt(_lastReceivedMs)) : now;
        foreach (var equipment in _equipment.Values)
        {
            Publish(equipment, today, heardUntil, newMinute);
            PublishCare(equipment, today, today.AddDays(-CityModel.DaysKept), heardUntil);
        }
        Volatile.Write(ref _published, _offset);
        Volatile.Write(ref _lastPublish, _time.GetTimestamp());
    }

    private void Publish(Equipment equipment, DateOnly today, long now, bool newMinute)
    {
        var first = today.AddDays(-CityModel.DaysKept);
        var isDue = newMinute || now >= equipment.ChangesMs;
        if (isDue || equipment.Devices.Changes != equipment.PublishedDevices)
        {
            equipment.PublishedDevices = equipment.Devices.Changes;
            var view = equipment.Devices.View(today, now, _listening);
            equipment.ChangesMs = view.ChangesMs;
            _views.Publish(view);
            foreach (var day in equipment.Devices.Days.Where(d => d != today && d >= first && equipment.IsNew(d, equipment.Devices.ChangesOf(d))).ToArray())
            {
                _views.Publish(equipment.Devices.View(day, now, _listening));
            }
        }
        if (equipment.Rooms.School.Rooms.Length == 0 || (!isDue && now < equipment.RoomChangesMs && equipment.Rooms.Changes == equipment.PublishedRooms)) return;
        equipment.PublishedRooms = equipment.Rooms.Changes;
        foreach (var day in equipment.Rooms.Days.Append(today).Where(d => d >= first).Distinct().ToArray())
        {
            var view = equipment.Rooms.View(day, now, _roomRules);
            if (day == today) equipment.RoomChangesMs = view.ChangesMs;
            _views.Publish(view);
        }
    }

    // On a day that anyone reports for, every school has figures: a school that sent nothing is unknown, not missing. Days that no
    // event can reach any more are let go, and those that a clock which was set ahead came by.
    private void OpenDays(DateOnly today, DateOnly first)
    {
        _daysSeen = _views.Attendance.Days;
        var last = today.AddDays(1);
        foreach (var key in _days.Keys.Where(k => k.Day < first || (k.Day > last && _days[k].State.Changes == 0)).ToArray()) _days.Remove(key);
        _views.DropBefore(first);
        foreach (var day in _views.Attendance.DayList.Append(today).Where(d => d >= first && d <= last).Distinct().ToArray())
        {
            foreach (var school in _schools.Values) Day(school, day);
        }
        foreach (var school in _schools.Values)
        {
            var equipment = EquipmentOf(school);
            equipment.Devices.DropBefore(first);
            equipment.Rooms.DropBefore(first);
            equipment.Care?.DropBefore(first);
        }
    }

    private Entry Day(SchoolModel school, DateOnly day)
    {
        if (_days.TryGetValue((school.Node.Key, day), out var entry)) return entry;
        return _days[(school.Node.Key, day)] = new Entry(new SchoolDay(_city.SchoolOn(school, day), day));
    }

    private Equipment EquipmentOf(SchoolModel school)
    {
        if (_equipment.TryGetValue(school.Node.Key, out var equipment)) return equipment;
        return _equipment[school.Node.Key] = new Equipment(new SchoolDevices(school), new SchoolRooms(school), school.IsKindergarten ? new SchoolCare(school) : null);
    }

    private sealed class Entry(SchoolDay state)
    {
        public SchoolDay State { get; } = state;
        public long PublishedChanges { get; set; } = -1;
    }

    /// <summary>What a school has beside its people, with what was published of it last.</summary>
    private sealed class Equipment(SchoolDevices devices, SchoolRooms rooms, SchoolCare? care)
    {
        private readonly Dictionary<DateOnly, long> _publishedDays = [];
        private readonly Dictionary<DateOnly, CareBasis> _publishedCare = [];

        public SchoolDevices Devices { get; } = devices;
        public SchoolRooms Rooms { get; } = rooms;
        public SchoolCare? Care { get; } = care;
        public long PublishedDevices { get; set; } = -1;
        public long PublishedRooms { get; set; } = -1;
        public long ChangesMs { get; set; }
        public long RoomChangesMs { get; set; }

        public bool IsNew(DateOnly day, long changes)
        {
            if (_publishedDays.GetValueOrDefault(day) == changes) return false;
            _publishedDays[day] = changes;
            return true;
        }

        public bool IsNew(DateOnly day, CareBasis basis)
        {
            if (_publishedCare.TryGetValue(day, out var before) && before.Changes == basis.Changes && ReferenceEquals(before.Attendance, basis.Attendance) && ReferenceEquals(before.Norms, basis.Norms)) return false;
            _publishedCare[day] = basis;
            return true;
        }
    }
}
