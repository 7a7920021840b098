using System.Globalization;
using System.Text.Json;
using EduDx.Log.Disk;
using Microsoft.Win32.SafeHandles;

namespace EduDx.Ops.Audit;

public sealed partial class AuditLog
{
    // The newest file that holds a line says where the chain goes on; a new file may be empty yet, so two are enough.
    private void Recover()
    {
        var files = AuditFiles.Of(_folder);
        var headBytes = new byte[256];
        var head = AuditHead.Parse(headBytes.AsSpan(0, RandomAccess.Read(_head, headBytes, 0)));
        if (files.Count == 0)
        {
            Begin(1);
            if (head is { } lost) Restart($"the files are gone; the newest entry was {lost.Seq}");
            return;
        }
        var (path, bytes) = (files[^1].Path, File.ReadAllBytes(files[^1].Path));
        var (atHead, last, damage) = ("", _time.GetUtcNow(), "");
        _place = files[^1].Number == 1 ? AuditPlace.Beginning : AuditFiles.Before(bytes);
        if (!bytes.Contains((byte)'\n') && files.Count > 1)
        {
            var before = File.ReadAllBytes(files[^2].Path);
            var full = FileProof.Of(before, files[^2].Number == 1 ? AuditPlace.Beginning : AuditFiles.Before(before), See);
            _place = full.End;
            if (!full.IsSound) damage = $"{files[^2].Path} line {full.BadLine} is not as it was written";
        }
        var proof = FileProof.Of(bytes, _place, See);
        (_place, _length) = (proof.End, proof.SoundBytes);
        if (!proof.IsSound && !proof.IsTorn) damage = $"{path} line {proof.BadLine} is not as it was written";
        if (damage.Length == 0)
        {
            if (head is not { } newest) damage = _place.Seq > 1 ? $"{Path.Combine(_folder, AuditHead.FileName)} is not what was written" : "";
            else if (newest.Seq >= _place.Seq) damage = $"{path} was cut: entries {_place.Seq} to {newest.Seq} are missing";
            else if (atHead.Length > 0 && atHead != newest.Hash) damage = $"{Path.Combine(_folder, AuditHead.FileName)} names another line than the file";
        }
        if (damage.Length > 0)
        {
            _place = AuditPlace.Beginning;
            Begin(files[^1].Number + 1);
            Restart(damage);
            return;
        }
        (_number, _month) = (files[^1].Number, Month(last));
        _file = Open(path);
        if (!proof.IsTorn) return;
        RandomAccess.SetLength(_file, _length);
        Write(new("server", "audit.repaired", Path.GetFileName(path), string.Create(CultureInfo.InvariantCulture, $"{bytes.Length - proof.SoundBytes} bytes of a line that was never whole were cut")));

        void See(long seq, string hash, ReadOnlySpan<byte> rest)
        {
            if (seq == head?.Seq) atHead = hash;
            last = AtOf(rest);
        }
    }

    private void Restart(string damage)
    {
        Damage = damage;
        Write(new("server", "audit.damaged", FolderName, damage, AuditOutcome.Failed));
    }

    private void Begin(int number)
    {
        _file?.Dispose();
        (_number, _length, _month) = (number, 0, Month(_time.GetUtcNow()));
        _file = Open(Path.Combine(_folder, AuditFiles.Name(number)));
        SureFolder.Sync(_folder);
    }

    private static SafeFileHandle Open(string path) =>
        File.OpenHandle(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read);

    // Whole files, oldest first, each said in the chain before it goes.
    private void Retire()
    {
        var oldest = _time.GetUtcNow().AddDays(-_options.RetainDays);
        foreach (var (number, path) in AuditFiles.Of(_folder))
        {
            if (number == _number) return;
            var bytes = File.ReadAllBytes(path);
            var last = DateTimeOffset.MaxValue;
            var proof = FileProof.Of(bytes, number == 1 ? AuditPlace.Beginning : AuditFiles.Before(bytes), (_, _, rest) => last = AtOf(rest));
            // A damaged file is evidence: it stays for a person to decide about.
            if (!proof.IsSound || last >= oldest) return;
            WriteLine(new("server", AuditFiles.Retired, Path.GetFileName(path), string.Create(CultureInfo.InvariantCulture, $"{proof.End.Seq} {proof.End.Prev}")));
            File.Delete(path);
        }
    }

    private static DateTimeOffset AtOf(ReadOnlySpan<byte> rest)
    {
        var json = new Utf8JsonReader((byte[])[(byte)'{', .. rest]);
        using var line = JsonDocument.ParseValue(ref json);
        return line.RootElement.GetProperty("at").GetDateTimeOffset();
    }
}
