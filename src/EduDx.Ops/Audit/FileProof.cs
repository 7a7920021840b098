namespace EduDx.Ops.Audit;

/// <summary>What was found in one file of the audit.</summary>
internal readonly ref struct FileProof
{
    /// <summary>Behind its last good line.</summary>
    public required AuditPlace End { get; init; }

    /// <summary>Bytes up to the end of its last good line.</summary>
    public required int SoundBytes { get; init; }

    /// <summary>The first bad line, from 1; 0 when there is none.</summary>
    public required int BadLine { get; init; }

    /// <summary>True when the bad line is what a stop in the middle of a write leaves: the last one, without its line feed.</summary>
    public required bool IsTorn { get; init; }

    /// <summary>True when no line is bad.</summary>
    public bool IsSound => BadLine == 0;

    /// <summary>Proves the lines of a file.</summary>
    /// <param name="file">Its bytes.</param>
    /// <param name="from">Where it must go on.</param>
    /// <param name="look">Sees each good line: its number, its hash, and the line behind its hash.</param>
    public static FileProof Of(ReadOnlySpan<byte> file, AuditPlace from, Look? look = null)
    {
        var (place, sound) = (from, 0);
        for (var line = 1; sound < file.Length; line++)
        {
            var length = file[sound..].IndexOf((byte)'\n');
            if (length < 0) return new() { End = place, SoundBytes = sound, BadLine = line, IsTorn = true };
            if (HashChain.Next(file.Slice(sound, length), place.Seq, place.Prev, out var rest) is not { } hash)
            {
                return new() { End = place, SoundBytes = sound, BadLine = line, IsTorn = false };
            }
            look?.Invoke(place.Seq, hash, rest);
            place = new(place.Seq + 1, hash);
            sound += length + 1;
        }
        return new() { End = place, SoundBytes = sound, BadLine = 0, IsTorn = false };
    }

    /// <summary>Sees a good line.</summary>
    public delegate void Look(long seq, string hash, ReadOnlySpan<byte> rest);
}
