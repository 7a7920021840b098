using EduDx.Live.City;
using EduDx.Live.Events;
using EduDx.Live.Figures;

namespace EduDx.Live.Attendance;

/// <summary>
/// The fold's state as bytes. Persons, groups and kiosks are written by registry key, so that a snapshot survives a change
/// of the roster: restoring onto a newer model is also how a running day takes the newer model.
/// </summary>
public sealed partial class SchoolDay
{
    /// <summary>Writes the whole state.</summary>
    public void Save(BinaryWriter to)
    {
        to.Write(_lastEventMs);
        SaveScans(to);
        SaveSaid(to, _rolls);
        SaveSaid(to, _office);
        to.Write(_scanCounts.Count(c => c != 0));
        for (var i = 0; i < _scanCounts.Length; i++)
        {
            if (_scanCounts[i] == 0) continue;
            to.Write(School.Groups[i / 2].Node.Key);
            to.Write(School.Groups[i / 2].IsStaff);
            to.Write((byte)(i % 2));
            to.Write(_scanCounts[i]);
        }
        to.Write(School.Kiosks.Length);
        for (var k = 0; k < School.Kiosks.Length; k++)
        {
            to.Write(School.Kiosks[k].Key);
            _heard.Save(to, k);
        }
        _ids.Save(to);
    }

    /// <summary>Reads a state that <see cref="Save"/> wrote onto <paramref name="school"/>; what the school no longer has is left out.</summary>
    public static SchoolDay Restore(SchoolModel school, DateOnly day, BinaryReader from)
    {
        var state = new SchoolDay(school, day) { _lastEventMs = from.ReadInt64() };
        var slots = new Dictionary<int, int>(school.PersonKeys.Length);
        for (var i = 0; i < school.PersonKeys.Length; i++) slots[school.PersonKeys[i]] = i;
        state.RestoreScans(from, slots);
        RestoreSaid(from, slots, state._rolls);
        RestoreSaid(from, slots, state._office);
        for (var n = from.ReadInt32(); n > 0; n--)
        {
            var (key, isStaff, session, count) = (from.ReadInt32(), from.ReadBoolean(), from.ReadByte(), from.ReadInt32());
            var group = Array.FindIndex(school.Groups, g => g.Node.Key == key && g.IsStaff == isStaff);
            if (group >= 0) state._scanCounts[group * 2 + session] = count;
        }
        state.RestoreHeard(from);
        state._ids.Load(from);
        state.Changes = 1;
        return state;
    }

    /// <summary>The same day on a newer model of the school.</summary>
    public SchoolDay On(SchoolModel newer)
    {
        using var memory = new MemoryStream();
        using (var writer = new BinaryWriter(memory, System.Text.Encoding.UTF8, leaveOpen: true)) Save(writer);
        memory.Position = 0;
        using var reader = new BinaryReader(memory);
        return Restore(newer, Day, reader);
    }

    private void SaveScans(BinaryWriter to)
    {
        to.Write(_scans.Count(s => s.FirstIn != 0 || s.LastOut != 0));
        for (var i = 0; i < _scans.Length; i++)
        {
            ref var scans = ref _scans[i];
            if (scans is { FirstIn: 0, LastOut: 0 }) continue;
            to.Write(School.PersonKeys[i / 2]);
            to.Write((byte)(i % 2));
            to.Write(scans.FirstIn);
            to.Write(scans.LastIn);
            to.Write(scans.LastOut);
            to.Write((byte)scans.Place);
        }
    }

    private void RestoreScans(BinaryReader from, Dictionary<int, int> slots)
    {
        for (var n = from.ReadInt32(); n > 0; n--)
        {
            var (key, session) = (from.ReadInt32(), from.ReadByte());
            var (firstIn, lastIn, lastOut, place) = (from.ReadInt32(), from.ReadInt32(), from.ReadInt32(), (PlaceVerdict)from.ReadByte());
            if (!slots.TryGetValue(key, out var slot)) continue;
            ref var scans = ref _scans[slot * 2 + session];
            if (firstIn != 0) FoldArrival(ref scans, firstIn, place, School.Groups[School.PersonGroups[slot]].IsStaff);
            scans.LastIn = lastIn;
            scans.LastOut = lastOut;
        }
    }

    private void SaveSaid(BinaryWriter to, Dictionary<int, Said> words)
    {
        to.Write(words.Count);
        foreach (var (key, said) in words)
        {
            to.Write(School.PersonKeys[key / 2]);
            to.Write((byte)(key % 2));
            to.Write((byte)said.State);
            to.Write(said.AtMs);
            to.Write((ulong)(said.Id >> 64));
            to.Write((ulong)said.Id);
        }
    }

    private static void RestoreSaid(BinaryReader from, Dictionary<int, int> slots, Dictionary<int, Said> words)
    {
        for (var n = from.ReadInt32(); n > 0; n--)
        {
            var (key, session, state, at) = (from.ReadInt32(), from.ReadByte(), (SaidState)from.ReadByte(), from.ReadInt64());
            var id = new UInt128(from.ReadUInt64(), from.ReadUInt64());
            if (slots.TryGetValue(key, out var slot)) words[slot * 2 + session] = new Said(state, at, id);
        }
    }

    private void RestoreHeard(BinaryReader from)
    {
        for (var n = from.ReadInt32(); n > 0; n--)
        {
            var key = from.ReadInt32();
            _heard.Load(from, Array.FindIndex(School.Kiosks, k => k.Key == key));
        }
    }
}
