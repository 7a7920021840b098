using System.Diagnostics;

namespace EduDx.Load.Report;

/// <summary>What the disk of this run needs for a durable write of 200 B: the floor under every durable figure.</summary>
/// <param name="P50Micros">Median, microseconds.</param>
/// <param name="P99Micros">99 of 100, microseconds.</param>
internal sealed record RawFsync(double P50Micros, double P99Micros)
{
    public const int Bytes = 200;

    /// <summary>Appends and syncs so many times to a file in the folder where the peers keep theirs.</summary>
    public static RawFsync Measure(int writes = 400)
    {
        var path = Path.Combine(Path.GetTempPath(), $"edudx-fsync-{Environment.ProcessId}");
        var micros = new double[writes];
        using (var file = File.OpenHandle(path, FileMode.Create, FileAccess.Write))
        {
            var block = new byte[Bytes];
            for (var i = 0; i < writes; i++)
            {
                var began = Stopwatch.GetTimestamp();
                RandomAccess.Write(file, block, (long)i * Bytes);
                RandomAccess.FlushToDisk(file);
                micros[i] = Stopwatch.GetElapsedTime(began).TotalMicroseconds;
            }
        }
        File.Delete(path);
        Array.Sort(micros);
        return new(micros[writes / 2], micros[writes * 99 / 100]);
    }
}
