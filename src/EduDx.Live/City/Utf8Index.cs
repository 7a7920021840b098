using System.IO.Hashing;
using System.Numerics;
using System.Text;

namespace EduDx.Live.City;

/// <summary>
/// A read-only map from short UTF-8 keys to their positions 0..Count-1, in one blob and one open-addressing table.
/// Hot path: a lookup reads the caller's bytes in place and allocates nothing. 300,000 cards take about 8 MB, a
/// dictionary of strings four times that.
/// </summary>
public sealed class Utf8Index
{
    private readonly byte[] _blob;
    private readonly int[] _starts;
    private readonly int[] _slots;
    private readonly int _mask;

    /// <summary>Builds the map. Positions are those of <paramref name="keys"/>.</summary>
    /// <exception cref="ArgumentException">A key occurs twice; the message names it.</exception>
    public Utf8Index(IReadOnlyList<string> keys)
    {
        _starts = new int[keys.Count + 1];
        var total = 0;
        for (var i = 0; i < keys.Count; i++) total += Encoding.UTF8.GetByteCount(keys[i]);
        _blob = new byte[total];
        _slots = new int[Math.Max(4, (int)BitOperations.RoundUpToPowerOf2((uint)keys.Count * 2))];
        _mask = _slots.Length - 1;
        var at = 0;
        for (var i = 0; i < keys.Count; i++)
        {
            _starts[i] = at;
            at += Encoding.UTF8.GetBytes(keys[i], _blob.AsSpan(at));
            _starts[i + 1] = at;
            if (!Insert(i)) throw new ArgumentException($"the key '{keys[i]}' occurs twice", nameof(keys));
        }
    }

    /// <summary>Number of keys.</summary>
    public int Count => _starts.Length - 1;

    /// <summary>The bytes of the key at <paramref name="position"/>.</summary>
    public ReadOnlySpan<byte> this[int position] => _blob.AsSpan(_starts[position], _starts[position + 1] - _starts[position]);

    /// <summary>Position of <paramref name="key"/>, or -1.</summary>
    public int Find(ReadOnlySpan<byte> key)
    {
        for (var slot = Hash(key) & _mask; ; slot = (slot + 1) & _mask)
        {
            var entry = _slots[slot];
            if (entry == 0) return -1;
            if (this[entry - 1].SequenceEqual(key)) return entry - 1;
        }
    }

    private bool Insert(int position)
    {
        var key = this[position];
        for (var slot = Hash(key) & _mask; ; slot = (slot + 1) & _mask)
        {
            var entry = _slots[slot];
            if (entry == 0)
            {
                _slots[slot] = position + 1;
                return true;
            }
            if (this[entry - 1].SequenceEqual(key)) return false;
        }
    }

    // No seed needed: the keys come from the registry and not from the wire.
    private static int Hash(ReadOnlySpan<byte> key) => (int)XxHash3.HashToUInt64(key);
}
