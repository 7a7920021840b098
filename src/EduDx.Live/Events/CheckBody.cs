namespace EduDx.Live.Events;

/// <summary>Body of a step of the three-step food check.</summary>
/// <param name="Step">1 before cooking, 2 while cooking, 3 before eating.</param>
/// <param name="Ok">Whether it was found good.</param>
/// <param name="Dish">Id of the dish; empty for the whole step.</param>
/// <param name="By">Pseudonym of who checked; empty when not said.</param>
/// <param name="Note">What was found; empty when not said.</param>
public readonly record struct CheckBody(byte Step, bool Ok, string Dish, string By, string Note)
{
    /// <summary>Reads the body of the canonical event <paramref name="e"/>.</summary>
    public static CheckBody Read(ReadOnlySpan<byte> e)
    {
        var b = e[EventHeader.Size..];
        var rest = b[2..];
        return new CheckBody(b[0], b[1] == 1, EventText.Take(ref rest), EventText.Take(ref rest), EventText.Take(ref rest));
    }

    /// <summary>Writes a body behind the header of <paramref name="e"/> and returns the event's length.</summary>
    public static int Write(Span<byte> e, byte step, bool ok, ReadOnlySpan<byte> dish, ReadOnlySpan<byte> by, ReadOnlySpan<byte> note)
    {
        var b = e[EventHeader.Size..];
        (b[0], b[1]) = (step, (byte)(ok ? 1 : 0));
        var rest = b[2..];
        EventText.Put(ref rest, dish);
        EventText.Put(ref rest, by);
        EventText.Put(ref rest, note);
        return e.Length - rest.Length;
    }
}
