using EduDx.FirmwareSim.City;
using EduDx.FirmwareSim.Scenarios;

namespace EduDx.FirmwareSim.Ledger;

/// <summary>What the sources said about one person in the session, by docs/attendance.md rules 2 to 4 and 6.</summary>
public struct PersonTruth
{
    // Milliseconds after midnight plus one; 0 is never.
    private int _firstIn;
    private int _lastIn;
    private int _lastOut;
    private (int At, Guid Id, SaidState Said) _roll;
    private (int At, Guid Id, SaidState Said) _office;

    /// <summary>Takes a scan in.</summary>
    public void In(int at)
    {
        if (_firstIn == 0 || at + 1 < _firstIn) _firstIn = at + 1;
        _lastIn = Math.Max(_lastIn, at + 1);
    }

    /// <summary>Takes a scan out.</summary>
    public void Out(int at) => _lastOut = Math.Max(_lastOut, at + 1);

    /// <summary>Takes the teacher's word.</summary>
    public void Roll(int at, Guid id, SaidState said) => _roll = Later(_roll, (at, id, said));

    /// <summary>Takes the office's word.</summary>
    public void Office(int at, Guid id, SaidState said) => _office = Later(_office, (at, id, said));

    /// <summary>What counts, or null when nobody said anything.</summary>
    public readonly TrueState? State(SessionTimes session) => Of(_office.Said) ?? Of(_roll.Said) ?? Kiosk(session);

    /// <summary>Two of the sources disagree on whether the person is there.</summary>
    public readonly bool Conflict(SessionTimes session)
    {
        bool?[] there = [There(Kiosk(session)), There(Of(_roll.Said)), There(Of(_office.Said))];
        return there.Contains(true) && there.Contains(false);
    }

    private readonly TrueState? Kiosk(SessionTimes session)
    {
        if (_firstIn == 0 && _lastOut == 0) return null;
        if (_lastOut > _lastIn && _lastOut - 1 < session.Ends * 60_000) return TrueState.LeftEarly;
        return _firstIn > 0 && _firstIn - 1 >= (session.Starts + session.LateAfter) * 60_000 ? TrueState.Late : TrueState.Present;
    }

    private static (int At, Guid Id, SaidState Said) Later((int At, Guid Id, SaidState Said) a, (int At, Guid Id, SaidState Said) b) =>
        a.Said == SaidState.None || b.At > a.At || (b.At == a.At && b.Id.CompareTo(a.Id) > 0) ? b : a;

    private static TrueState? Of(SaidState said) => said switch
    {
        SaidState.Present => TrueState.Present,
        SaidState.Late => TrueState.Late,
        SaidState.Absent => TrueState.Absent,
        SaidState.Excused => TrueState.Excused,
        _ => null,
    };

    private static bool? There(TrueState? state) => state switch
    {
        null => null,
        TrueState.Present or TrueState.Late or TrueState.LeftEarly => true,
        _ => false,
    };
}
