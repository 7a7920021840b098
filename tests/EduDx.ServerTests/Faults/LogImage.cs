using EduDx.Live.Events;
using EduDx.Log;

namespace EduDx.ServerTests.Faults;

/// <summary>The files of a log as a kill or a power cut left them, to be damaged and opened in copies.</summary>
internal sealed class LogImage
{
    private readonly SortedDictionary<string, byte[]> _files;

    public LogImage(IEnumerable<KeyValuePair<string, byte[]>> files) => _files = new(files.ToDictionary(), StringComparer.Ordinal);

    public static LogImage Of(string folder) => new(Directory.GetFiles(folder).Where(f => Path.GetFileName(f) is not ("LOCK" or "owner")).Select(f => KeyValuePair.Create(Path.GetFileName(f), ReadShared(f))));

    public IReadOnlyDictionary<string, byte[]> Files => _files;

    /// <summary>The newest write-ahead log that holds something.</summary>
    public string NewestWal => _files.Where(f => f.Key.EndsWith(".log", StringComparison.Ordinal) && f.Value.Length > 0).Max(f => f.Key)!;

    public LogImage With(string name, byte[] bytes) => new(_files.Where(f => f.Key != name).Append(KeyValuePair.Create(name, bytes)));

    public LogImage Without(string name) => new(_files.Where(f => f.Key != name));

    /// <summary>Opens a copy as the server does, and lists the ids of the events in it, in order.</summary>
    /// <exception cref="LogDamagedException">The log refuses.</exception>
    public List<UInt128> Open()
    {
        var folder = Directory.CreateTempSubdirectory("edudx-image-").FullName;
        try
        {
            foreach (var (name, bytes) in _files) File.WriteAllBytes(Path.Combine(folder, name), bytes);
            using var log = EventLog.Open(new() { Folder = folder, DiskFloorMiB = 0 }, TimeProvider.System);
            var ids = new List<UInt128>();
            foreach (var batch in log.From(LogStream.Events, log.FirstOffset(LogStream.Events)))
            {
                foreach (var bytes in batch) ids.Add(EventHeader.Read(bytes).Id);
            }
            return ids;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static byte[] ReadShared(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        var bytes = new byte[file.Length];
        file.ReadExactly(bytes);
        return bytes;
    }
}
