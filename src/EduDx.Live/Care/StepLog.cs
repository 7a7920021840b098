using EduDx.Live.Events;

namespace EduDx.Live.Care;

/// <summary>One step of the three-step check of one kitchen and day: its first check, and the newest word on each dish.</summary>
internal sealed class StepLog
{
    // More dishes than any menu has; the rest is in the log.
    private const int MaxDishes = 200;

    private readonly Dictionary<string, (Stamp At, bool Ok, string Note)> _words = [];

    /// <summary>First check, Unix milliseconds; 0 for none.</summary>
    public long FirstMs { get; private set; }

    /// <summary>The newest word that finds something not good; null when none stands.</summary>
    public string? Failure
    {
        get
        {
            (Stamp At, bool Ok, string Note)? newest = null;
            foreach (var word in _words.Values)
            {
                if (!word.Ok && (newest is null || word.At.IsAfter(newest.Value.At))) newest = word;
            }
            return newest?.Note;
        }
    }

    /// <summary>Notes a check.</summary>
    public void Fold(in EventHeader e, in CheckBody body)
    {
        FirstMs = FirstMs == 0 ? e.AtMs : Math.Min(FirstMs, e.AtMs);
        var stamp = new Stamp(e.AtMs, e.Id);
        var isNew = !_words.TryGetValue(body.Dish, out var before);
        if (isNew ? _words.Count < MaxDishes : stamp.IsAfter(before.At)) _words[body.Dish] = (stamp, body.Ok, body.Note);
    }

    /// <summary>Writes it into a snapshot.</summary>
    public void Save(BinaryWriter to)
    {
        to.Write(FirstMs);
        to.Write(_words.Count);
        foreach (var (dish, word) in _words)
        {
            to.Write(dish);
            word.At.Write(to);
            to.Write(word.Ok);
            to.Write(word.Note);
        }
    }

    /// <summary>Reads what <see cref="Save"/> wrote.</summary>
    public static StepLog Load(BinaryReader from)
    {
        var log = new StepLog { FirstMs = from.ReadInt64() };
        for (var n = from.ReadInt32(); n > 0; n--) log._words[from.ReadString()] = (Stamp.Read(from), from.ReadBoolean(), from.ReadString());
        return log;
    }
}
