namespace EduDx.Log;

/// <summary>
/// The newest committed batches of a stream, still in memory: consumers that keep up are given them, and neither the store nor the checksum has
/// to be asked again for each of them.
/// </summary>
internal sealed class RecentBatches
{
    private const int MostBytes = 16 << 20;

    private readonly Lock _gate = new();
    private readonly Queue<LogBatch> _batches = new();
    private long _bytes;

    /// <summary>Adds the newest; it takes over its hold.</summary>
    public void Add(LogBatch batch)
    {
        lock (_gate)
        {
            _batches.Enqueue(batch);
            _bytes += batch.Capacity;
            while (_bytes > MostBytes && _batches.Count > 1)
            {
                var oldest = _batches.Dequeue();
                _bytes -= oldest.Capacity;
                oldest.Release();
            }
        }
    }

    /// <summary>The batch that holds <paramref name="offset"/>, with a hold of its own; null when it is not among them.</summary>
    public LogBatch? Find(long offset)
    {
        lock (_gate)
        {
            if (!_batches.TryPeek(out var oldest) || offset < oldest.FirstOffset) return null;
            foreach (var batch in _batches)
            {
                if (offset < batch.FirstOffset || offset >= batch.NextOffset) continue;
                batch.Hold(1);
                return batch;
            }
            return null;
        }
    }
}
