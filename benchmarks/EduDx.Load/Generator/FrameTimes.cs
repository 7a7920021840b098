using System.Diagnostics;

namespace EduDx.Load.Generator;

/// <summary>When the frames of one wall came (or stood in its page), and up to which log offset each holds everything.</summary>
internal sealed class FrameTimes
{
    private readonly Lock _gate = new();
    private readonly List<(long Offset, long At)> _frames = [];

    /// <summary>Frames so far.</summary>
    public int Count
    {
        get
        {
            lock (_gate) return _frames.Count;
        }
    }

    public void Take(WallItem item)
    {
        if (!item.IsFrame) return;
        if (item.Offset < 0) throw new InvalidOperationException("a frame without an offset");
        Add(item.Offset, Stopwatch.GetTimestamp());
    }

    public void Add(long offset, long at)
    {
        lock (_gate) _frames.Add((offset, at));
    }

    /// <summary>True once a frame holds every event below <paramref name="offset"/>.</summary>
    public bool Reached(long offset)
    {
        lock (_gate) return _frames.Count > 0 && _frames[^1].Offset >= offset;
    }

    /// <summary>Stopwatch time at which the first frame came that holds the event at <paramref name="offset"/>.</summary>
    public long FirstAbove(long offset)
    {
        lock (_gate)
        {
            var (low, high) = (0, _frames.Count);
            while (low < high)
            {
                var middle = (low + high) / 2;
                if (_frames[middle].Offset > offset) high = middle;
                else low = middle + 1;
            }
            return low < _frames.Count ? _frames[low].At : throw new InvalidOperationException($"no frame has the event at offset {offset}");
        }
    }
}
