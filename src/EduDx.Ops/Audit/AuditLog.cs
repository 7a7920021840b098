using System.Globalization;
using EduDx.Live.City;
using EduDx.Log.Disk;
using Microsoft.Win32.SafeHandles;

namespace EduDx.Ops.Audit;

/// <summary>
/// Who did what: append-only files in the folder <c>audit</c> of the data folder, each line holding the one before it (<see cref="HashChain"/>). One writer.
/// An entry is on the disk when <see cref="Append"/> returns; a line that a killed process left in part is cut at the next start, and anything else that is not
/// as it was written is kept, reported, and followed by a chain of its own. <c>verify-audit</c> proves all of it without a server.
/// </summary>
public sealed partial class AuditLog : IDisposable
{
    /// <summary>Name of the folder.</summary>
    public const string FolderName = "audit";

    private const int MaxSubject = 256;
    private const int MaxDetail = 1_024;

    private readonly Lock _gate = new();
    private readonly string _folder;
    private readonly AuditOptions _options;
    private readonly TimeProvider _time;
    private readonly RefusalBudget _refusals;
    private readonly MemoryStream _line = new();
    private readonly SafeFileHandle _owner;
    private readonly SafeFileHandle _head;
    private SafeFileHandle _file = null!;
    private int _number;
    private long _length;
    private int _month;
    private AuditPlace _place = AuditPlace.Beginning;
    private bool _closed;

    /// <summary>Opens the audit of a data folder, and proves how it ends.</summary>
    /// <param name="data">The data folder.</param>
    /// <param name="options">How much is kept.</param>
    /// <param name="time">The clock of the entries.</param>
    /// <exception cref="IOException">Another process writes it, or the disk does not take it.</exception>
    public AuditLog(string data, AuditOptions options, TimeProvider time)
    {
        (_folder, _options, _time) = (Path.Combine(data, FolderName), options, time);
        _refusals = new RefusalBudget(options.RefusalBurst, time);
        SureFolder.Create(_folder);
        _owner = File.OpenHandle(Path.Combine(_folder, "owner"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        _head = File.OpenHandle(Path.Combine(_folder, AuditHead.FileName), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.ReadWrite);
        Recover();
        Retire();
    }

    /// <summary>What was found wrong at the start, for people; null when nothing was.</summary>
    public string? Damage { get; private set; }

    /// <summary>True when the last entry could not be written: what must be audited is not done until one can be.</summary>
    public bool IsFailed { get; private set; }

    /// <summary>Refusals since the start that came too fast to be written down one by one.</summary>
    public long RefusalsCounted
    {
        get
        {
            lock (_gate) return _refusals.Total;
        }
    }

    /// <summary>The newest entry's number and hash: who writes them down elsewhere can prove the audit against its own maker. -1 when there is none.</summary>
    public (long Seq, string Hash) Head
    {
        get
        {
            lock (_gate) return (_place.Seq - 1, _place.Prev);
        }
    }

    /// <summary>Writes an entry; it is on the disk when this returns, a refusal in the hands of the operating system.</summary>
    /// <exception cref="IOException">The disk did not take it. A refusal never throws: what was refused stays refused.</exception>
    public void Append(AuditEntry entry)
    {
        lock (_gate)
        {
            if (entry.Outcome == AuditOutcome.Refused)
            {
                if (_closed || !_refusals.Take()) return;
                try
                {
                    Write(entry);
                }
                catch (IOException)
                {
                    IsFailed = true;
                }
                return;
            }
            ObjectDisposedException.ThrowIf(_closed, this);
            try
            {
                Write(entry);
            }
            catch (IOException)
            {
                IsFailed = true;
                throw;
            }
        }
    }

    /// <summary>Writes an entry that says nothing, when the last one failed.</summary>
    /// <returns>True when entries can be written.</returns>
    public bool TryRecover()
    {
        if (!IsFailed) return true;
        try
        {
            Append(new("server", "audit.continued", FolderName, "entries could not be written for a while"));
            return true;
        }
        catch (IOException)
        {
            return false;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (_gate)
        {
            if (_closed) return;
            if (_refusals.Counted > 0)
            {
                try
                {
                    WriteCounted();
                }
                catch (IOException)
                {
                    IsFailed = true;
                }
            }
            _closed = true;
            _file.Dispose();
            _head.Dispose();
            _owner.Dispose();
        }
    }

    private void Write(AuditEntry entry)
    {
        if (_refusals.Counted > 0) WriteCounted();
        WriteLine(entry);
        IsFailed = false;
        if (_length < (long)_options.FileMiB << 20 && _month == Month(_time.GetUtcNow())) return;
        Begin(_number + 1);
        Retire();
    }

    private void WriteCounted() => WriteLine(new(
        "server", "audit.counted", FolderName, string.Create(CultureInfo.InvariantCulture, $"{_refusals.TakeCounted()} more refusals"), AuditOutcome.Refused));

    private void WriteLine(AuditEntry entry)
    {
        // What a failed write left in part goes first: the next line may be shorter.
        if (IsFailed) RandomAccess.SetLength(_file, _length);
        _line.SetLength(0);
        var at = LocalTime.At(_time.GetUtcNow().ToUnixTimeMilliseconds());
        var hash = HashChain.Write(_line, _place.Seq, _place.Prev, json =>
        {
            json.WriteString("at", at);
            json.WriteString("actor", Clip(entry.Actor, MaxSubject));
            json.WriteString("action", Clip(entry.Action, MaxSubject));
            json.WriteString("subject", Clip(entry.Subject, MaxSubject));
            if (entry.Detail.Length > 0) json.WriteString("detail", Clip(entry.Detail, MaxDetail));
            json.WriteString("outcome", entry.Outcome switch { AuditOutcome.Done => "done", AuditOutcome.Refused => "refused", _ => "failed" });
        });
        RandomAccess.Write(_file, _line.GetBuffer().AsSpan(0, (int)_line.Length), _length);
        // Before the head, which is not synced: a power cut must not leave one that names a line that is not there.
        if (entry.Outcome != AuditOutcome.Refused) RandomAccess.FlushToDisk(_file);
        _length += _line.Length;
        _place = new(_place.Seq + 1, hash);
        new AuditHead(_place.Seq - 1, hash).Write(_head);
    }

    private static string Clip(string text, int most)
    {
        if (text.Length <= most) return text;
        return string.Concat(text.AsSpan(0, char.IsHighSurrogate(text[most - 1]) ? most - 1 : most), "…");
    }

    private static int Month(DateTimeOffset at) => at.ToOffset(LocalTime.Offset) is var local ? local.Year * 12 + local.Month : 0;
}
