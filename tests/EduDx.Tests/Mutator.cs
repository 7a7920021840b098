namespace EduDx.Tests;

/// <summary>Small damage to bytes, repeatable by its seed.</summary>
internal static class Mutator
{
    public static byte[] Mutate(Random random, byte[] whole)
    {
        var bytes = whole.ToList();
        for (var n = random.Next(1, 4); n > 0; n--)
        {
            var at = random.Next(bytes.Count + 1);
            switch (random.Next(6))
            {
                case 0 when at < bytes.Count: bytes[at] ^= (byte)(1 << random.Next(8)); break;
                case 1 when at < bytes.Count: bytes[at] = (byte)random.Next(256); break;
                case 2 when at < bytes.Count: bytes.RemoveRange(at, Math.Min(random.Next(1, 8), bytes.Count - at)); break;
                case 3: bytes.Insert(at, (byte)random.Next(256)); break;
                case 4: bytes.InsertRange(at, bytes.Skip(random.Next(bytes.Count + 1)).Take(random.Next(32)).ToArray()); break;
                default: bytes.RemoveRange(at, bytes.Count - at); break;
            }
        }
        return [.. bytes];
    }
}
