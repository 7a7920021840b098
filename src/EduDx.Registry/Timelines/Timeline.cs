namespace EduDx.Registry.Timelines;

/// <summary>
/// Brings the stored rows of one identity to what a file says of it. A file is the truth from today on, and of the past
/// days that it names:
/// <list type="bullet">
/// <item>a row with a first day holds from that day, and cuts what is stored there;</item>
/// <item>a row without one goes on where the same content is stored, and otherwise begins today (or, when nothing of the
/// identity is stored, since ever): the past is not rewritten by a file that does not mention it;</item>
/// <item>stored days before today that no row covers stay; from today on they end.</item>
/// </list>
/// The same file again therefore changes nothing, on any later day.
/// </summary>
internal static class Timeline
{
    /// <summary>Appends the writes to <paramref name="changes"/>.</summary>
    /// <param name="stated">Rows of the file, ordered by first day, not overlapping.</param>
    /// <param name="stored">Rows of the database, not overlapping.</param>
    /// <param name="today">The day of the import.</param>
    /// <param name="changes">Where the writes go.</param>
    public static Outcome Plan<TPayload>(
        ReadOnlySpan<Stated<TPayload>> stated, ReadOnlySpan<Stored<TPayload>> stored, DateOnly today, List<Change<TPayload>> changes)
        where TPayload : IEquatable<TPayload>
    {
        if (stated.Length == 1 && stored.Length == 1 && Matches(stated[0], stored[0], today)) return Outcome.Same;
        var before = changes.Count;
        var target = Resolve(stated, stored, today);
        var kept = target.Count;
        foreach (var row in stored) KeepPast(row, target, kept, today);
        Write(target, stored, changes);
        if (changes.Count == before) return Outcome.Same;
        var wasHere = false;
        foreach (var row in stored) wasHere |= row.To >= today;
        var isHere = target.Exists(t => t.To >= today);
        return wasHere && !isHere ? Outcome.Ended
            : !wasHere && (isHere || stored.Length == 0) ? Outcome.Added
            : Outcome.Changed;
    }

    private static bool Matches<TPayload>(Stated<TPayload> stated, Stored<TPayload> stored, DateOnly today)
        where TPayload : IEquatable<TPayload> =>
        stated.To == stored.To && stated.Payload.Equals(stored.Payload)
        && (stated.From is { } from ? from == stored.From : Covers(stored, Nearest(stated.To, today)));

    private static bool Covers<TPayload>(Stored<TPayload> row, DateOnly day) => row.From <= day && day <= row.To;

    private static DateOnly Nearest(DateOnly to, DateOnly today) => to < today ? to : today;

    private static List<Change<TPayload>> Resolve<TPayload>(
        ReadOnlySpan<Stated<TPayload>> stated, ReadOnlySpan<Stored<TPayload>> stored, DateOnly today)
        where TPayload : IEquatable<TPayload>
    {
        var target = new List<Change<TPayload>>(stated.Length + stored.Length);
        foreach (var row in stated)
        {
            var from = row.From ?? Begin(row, stored, today);
            // Two rows of a file that say the same of adjoining days are one: a pupil who changes class keeps the card.
            if (target.Count > 0 && target[^1] is var last && last.To.DayNumber + 1 == from.DayNumber && last.Payload.Equals(row.Payload))
            {
                target[^1] = last with { To = row.To };
            }
            else
            {
                target.Add(new(ChangeVerb.Insert, 0, row.Payload, from, row.To));
            }
        }
        return target;
    }

    private static DateOnly Begin<TPayload>(Stated<TPayload> row, ReadOnlySpan<Stored<TPayload>> stored, DateOnly today)
        where TPayload : IEquatable<TPayload>
    {
        var day = Nearest(row.To, today);
        foreach (var old in stored)
        {
            if (Covers(old, day) && old.Payload.Equals(row.Payload)) return old.From;
        }
        if (row.To < today) return DateOnly.MinValue;
        return stored.Length == 0 ? row.Since : today;
    }

    // The days of a stored row that lie before today and that no row of the file covers.
    private static void KeepPast<TPayload>(Stored<TPayload> old, List<Change<TPayload>> target, int statedRows, DateOnly today)
    {
        var from = old.From.DayNumber;
        var end = Math.Min(old.To.DayNumber, today.DayNumber - 1);
        for (var i = 0; i < statedRows && from <= end; i++)
        {
            var (cutFrom, cutTo) = (target[i].From.DayNumber, target[i].To.DayNumber);
            if (cutTo < from || cutFrom > end) continue;
            if (cutFrom > from) Keep(from, cutFrom - 1);
            from = cutTo + 1;
        }
        if (from <= end) Keep(from, end);

        void Keep(int first, int last) =>
            target.Add(new(ChangeVerb.Insert, 0, old.Payload, DateOnly.FromDayNumber(first), DateOnly.FromDayNumber(last)));
    }

    private static void Write<TPayload>(List<Change<TPayload>> target, ReadOnlySpan<Stored<TPayload>> stored, List<Change<TPayload>> changes)
        where TPayload : IEquatable<TPayload>
    {
        foreach (var row in target)
        {
            var same = -1;
            for (var i = 0; i < stored.Length; i++)
            {
                if (stored[i].From == row.From) same = i;
            }
            if (same < 0) changes.Add(row);
            else if (stored[same].To != row.To || !stored[same].Payload.Equals(row.Payload))
            {
                changes.Add(row with { Verb = ChangeVerb.Update, Row = stored[same].Row });
            }
        }
        foreach (var old in stored)
        {
            if (!target.Exists(t => t.From == old.From)) changes.Add(new(ChangeVerb.Delete, old.Row, old.Payload, old.From, old.To));
        }
    }
}
