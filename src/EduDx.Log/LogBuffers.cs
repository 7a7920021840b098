using System.Collections.Concurrent;
using System.Numerics;

namespace EduDx.Log;

/// <summary>Buffers that records were in, for the records to come: at the highest ingest a record a millisecond would be garbage otherwise.</summary>
internal sealed class LogBuffers
{
    // A burst must not pin its peak for ever: bigger buffers, and more than these, are left to the collector.
    public const int LargestKept = 4 << 20;
    private const int Smallest = 64 << 10;
    private const int MostKept = 32;

    private readonly ConcurrentQueue<byte[]> _free = new();

    public byte[] Rent(int least)
    {
        // One that is too small goes to the collector: the traffic has grown, and so will the others.
        if (_free.TryDequeue(out var kept) && kept.Length >= least) return kept;
        return GC.AllocateUninitializedArray<byte>((int)BitOperations.RoundUpToPowerOf2((uint)Math.Max(least, Smallest)));
    }

    public void Return(byte[] buffer)
    {
        if (buffer.Length is >= Smallest and <= LargestKept && _free.Count < MostKept) _free.Enqueue(buffer);
    }
}
