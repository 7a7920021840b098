namespace EduDx.ServerTests.Faults;

/// <summary>
/// A folder on a disk whose cache can lose power. A file's content is sure up to its last sync and a name up to the last sync of the folder. Of what came
/// later any sector of 512 bytes may be there or not, and of the changes of names any number of the first.
/// </summary>
internal sealed class SyncedDisk(string folder)
{
    private const int Sector = 512;

    private readonly Dictionary<string, Content> _names = [];
    private readonly List<TracedCall> _pendingNames = [];
    // The call that created a file stands for the file: two may have had the same name.
    private readonly Dictionary<TracedCall, Content> _created = new(ReferenceEqualityComparer.Instance);
    private Dictionary<string, Content> _sureNames = [];

    public void Apply(TracedCall call)
    {
        var name = NameOf(call.Path);
        switch (call.Kind)
        {
            case TracedKind.Sync when call.Path == folder:
                _sureNames = new(_names);
                _pendingNames.Clear();
                break;
            case TracedKind.Sync when name is not null && _names.TryGetValue(name, out var file):
                file.Sure = [.. file.Now];
                break;
            case TracedKind.Write when name is not null && _names.TryGetValue(name, out var file):
                file.Write(call.Offset < 0 ? file.Now.Count : (int)call.Offset, call.Bytes);
                break;
            case TracedKind.Truncate when name is not null && _names.TryGetValue(name, out var file):
                file.Resize((int)call.Offset);
                break;
            case TracedKind.Create when name is not null:
                if (!_names.ContainsKey(name)) Rename(call);
                else if (call.Offset == 0) _names[name].Resize(0);
                break;
            case TracedKind.Rename or TracedKind.Unlink when name is not null:
                Rename(call);
                break;
        }
    }

    /// <summary>What could be there after a power cut now.</summary>
    public LogImage Cut(Random random)
    {
        var names = new Dictionary<string, Content>(_sureNames);
        foreach (var change in _pendingNames.Take(random.Next(_pendingNames.Count + 1))) Change(names, change);
        var mode = random.Next(4);
        return new LogImage(names.Where(n => n.Key != "LOCK").Select(n => KeyValuePair.Create(n.Key, n.Value.Cut(random, mode))));
    }

    private void Rename(TracedCall call)
    {
        _pendingNames.Add(call);
        if (call.Kind == TracedKind.Create) _created[call] = new Content();
        Change(_names, call);
    }

    private void Change(Dictionary<string, Content> names, TracedCall call)
    {
        var name = NameOf(call.Path)!;
        if (call.Kind == TracedKind.Create) names[name] = _created[call];
        else if (names.Remove(name, out var content) && call.Kind == TracedKind.Rename && NameOf(call.To) is { } to) names[to] = content;
    }

    private string? NameOf(string path) => Path.GetDirectoryName(path) == folder ? Path.GetFileName(path) : null;

    private sealed class Content
    {
        public List<byte> Now { get; } = [];

        public byte[] Sure { get; set; } = [];

        public void Write(int at, byte[] bytes)
        {
            if (at + bytes.Length > Now.Count) Resize(at + bytes.Length);
            bytes.CopyTo(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(Now)[at..]);
        }

        public void Resize(int length)
        {
            if (length < Now.Count) Now.RemoveRange(length, Now.Count - length);
            else Now.AddRange(new byte[length - Now.Count]);
        }

        // Mode 0: nothing that was not synced; 1: all of it; 2: the first part of it; 3: any sectors of it.
        public byte[] Cut(Random random, int mode)
        {
            if (mode == 0) return [.. Sure];
            if (mode == 1) return [.. Now];
            var length = random.Next(Math.Min(Sure.Length, Now.Count), Math.Max(Sure.Length, Now.Count) + 1);
            var bytes = new byte[length];
            for (var at = 0; at < length; at += Sector)
            {
                var isNew = mode == 2 || random.Next(2) == 0;
                for (var i = at; i < Math.Min(at + Sector, length); i++) bytes[i] = isNew && i < Now.Count ? Now[i] : i < Sure.Length ? Sure[i] : (byte)0;
            }
            return bytes;
        }
    }
}
