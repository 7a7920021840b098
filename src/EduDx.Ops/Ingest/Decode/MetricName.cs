namespace EduDx.Ops.Ingest.Decode;

/// <summary>Grammar of metric names: <c>[a-z0-9_]{1,40}</c>, the unit at the end.</summary>
internal static class MetricName
{
    public static bool IsValid(ReadOnlySpan<byte> name)
    {
        if (name.Length is 0 or > 40) return false;
        foreach (var c in name)
        {
            if (c is not ((>= (byte)'a' and <= (byte)'z') or (>= (byte)'0' and <= (byte)'9') or (byte)'_')) return false;
        }
        return true;
    }
}
