using System.Buffers.Binary;
using EduDx.Contracts.Ingest.V1;
using EduDx.Contracts.Topics;
using EduDx.FirmwareSim.City;
using Google.Protobuf;

namespace EduDx.FirmwareSim.Days;

/// <summary>
/// One device through one day: what it sends, and what is true of it. Everything follows from the seed and the device, so that the same
/// day sent again has the same events with the same ids. Instants are Unix milliseconds, UTC.
/// </summary>
public class DeviceActor : IDayActor
{
    private readonly ulong _stream;
    private long _next;
    private ulong _seq;
    private ulong _count;
    private int _scan;

    /// <summary>A device that is on duty in [<paramref name="dutyFromMs"/>, <paramref name="dutyToMs"/>).</summary>
    public DeviceActor(SimDevice device, int number, int seed, IDeviceKind kind, long midnightMs, long dutyFromMs, long dutyToMs)
    {
        (Device, Number, Seed, Kind, MidnightMs, DutyFromMs, DutyToMs) = (device, number, seed, kind, midnightMs, dutyFromMs, dutyToMs);
        _stream = ((ulong)(uint)number << 20) + (13UL << 56);
        var random = new SeededRandom(seed, _stream);
        // It is switched on a little before it is needed, at a moment of its own; so heartbeats are spread.
        StartMs = device.Type.Always ? Math.Max(midnightMs, dutyFromMs) + random.Next(30_000) : dutyFromMs - 60_000 - random.Next(120_000);
        EndMs = device.Type.Always ? dutyToMs : dutyToMs + 30_000 + random.Next(60_000);
        Boot = (uint)random.Between(1, 400);
        Truth = new DeviceTruth(this);
    }

    /// <summary>The device.</summary>
    public SimDevice Device { get; }
    /// <summary>Its place among all devices.</summary>
    public int Number { get; }
    /// <summary>Seed of the day.</summary>
    public int Seed { get; }
    /// <summary>What it measures.</summary>
    public IDeviceKind Kind { get; }
    /// <summary>Local midnight at the beginning of the day.</summary>
    public long MidnightMs { get; }
    /// <summary>Beginning of its duty.</summary>
    public long DutyFromMs { get; }
    /// <summary>End of its duty.</summary>
    public long DutyToMs { get; }
    /// <summary>When it is switched on.</summary>
    public long StartMs { get; set; }
    /// <summary>When it is switched off.</summary>
    public long EndMs { get; set; }
    /// <summary>Boot number.</summary>
    public uint Boot { get; private set; }
    /// <summary>Faults that it has.</summary>
    public List<DeviceFault> Faults { get; } = [];
    /// <summary>What is true of it.</summary>
    public DeviceTruth Truth { get; }
    /// <summary>Cards that a kiosk reads, by time.</summary>
    public List<CardScan> Scans { get; } = [];

    /// <summary>True when it is on and nothing keeps it from sending.</summary>
    public bool Sends(long atMs) => atMs > StartMs && atMs < EndMs && !IsSilent(atMs);

    /// <inheritdoc/>
    public virtual void StartNotBefore(long ms)
    {
        if (StartMs < ms && EndMs > ms) StartMs = ms + StartMs % 30_000;
    }

    /// <inheritdoc/>
    public virtual void Emit(long fromMs, long toMs, List<Event> into)
    {
        if (EndMs <= StartMs) return;
        if (StartMs >= fromMs && StartMs < toMs && !IsSilent(StartMs)) Add(into, StartMs, Status(true));
        if (_next == 0) _next = StartMs + 5_000;
        // A day that begins in the middle begins with the heartbeats of then.
        if (_next < fromMs) _next += (fromMs - _next + Beat - 1) / Beat * Beat;
        for (; _next < Math.Min(toMs, EndMs); _next += Beat)
        {
            AddScans(fromMs, _next, into);
            if (Faults.Exists(f => f.IsRestart(_next))) Restart(into, _next);
            if (IsSilent(_next)) continue;
            var telemetry = new Telemetry();
            Kind.Measure(this, _next, telemetry.Metrics);
            foreach (var fault in Faults) fault.Bend(_next, telemetry.Metrics);
            Add(into, _next + 1, new Event { Telemetry = telemetry });
            foreach (var fault in Faults)
            {
                if (fault.ScanAt(_next, Beat) is not { } scan) continue;
                Add(into, _next + 2, new Event { Scan = scan.Body });
                Truth.Read(scan.Person, _next + 2, entered: true);
            }
        }
        AddScans(fromMs, Math.Min(toMs, EndMs), into);
        if (EndMs >= fromMs && EndMs < toMs && !IsSilent(EndMs) && !Device.Type.Always) Add(into, EndMs, Status(false));
    }

    /// <summary>A value in [0, 1) that belongs to this device and <paramref name="what"/>.</summary>
    public double Draw(long what) => new SeededRandom(Seed, _stream ^ ((ulong)what * 0x9E3779B97F4A7C15UL)).NextDouble();

    /// <summary>True while a fault keeps it from sending.</summary>
    protected bool IsSilent(long atMs) => Faults.Exists(f => f.Silences(atMs));

    /// <summary>Adds an event with its id and counter, and writes it down.</summary>
    protected void Add(List<Event> into, long atMs, Event e)
    {
        var skew = 0L;
        foreach (var fault in Faults) skew += fault.ClockBehindMs;
        // The device stamps what its clock says.
        e.AtMs = atMs - skew;
        e.Boot = Boot;
        e.Seq = ++_seq;
        e.School = Device.School.Id;
        e.Kind = Device.Kind.ToString().ToLowerInvariant();
        e.Source = Device.Name;
        e.Id = Id(atMs);
        // Once in about a thousand a message is lost in the device itself: counted, never sent.
        if (e.BodyCase == Event.BodyOneofCase.Telemetry && Draw(atMs) < 0.001) return;
        Truth.Note(e);
        into.Add(e);
    }

    private long Beat => Device.Type.HeartbeatSeconds * 1000L;

    private void AddScans(long fromMs, long toMs, List<Event> into)
    {
        for (; _scan < Scans.Count && Scans[_scan].AtMs < toMs; _scan++)
        {
            var scan = Scans[_scan];
            if (scan.AtMs < fromMs || !Sends(scan.AtMs)) continue;
            Add(into, scan.AtMs, new Event { Scan = new Scan { Card = scan.Card, Dir = scan.Enters ? Direction.In : Direction.Out, Mode = ScanMode.Kiosk } });
            Truth.Read(scan.Person, scan.AtMs, scan.Enters);
        }
    }

    private void Restart(List<Event> into, long atMs)
    {
        Boot++;
        _seq = 0;
        Add(into, atMs, Status(true));
    }

    private static Event Status(bool online) => new() { Status = new Status { State = online ? Contracts.Ingest.V1.Status.Types.State.Online : Contracts.Ingest.V1.Status.Types.State.Offline, Firmware = "2.4.1" } };

    private ByteString Id(long atMs)
    {
        Span<byte> id = stackalloc byte[16];
        var random = new SeededRandom(Seed, _stream ^ ++_count << 8);
        BinaryPrimitives.WriteUInt64BigEndian(id, (ulong)atMs << 16 | 0x7000 | (random.NextUInt64() & 0xFFF));
        BinaryPrimitives.WriteUInt64BigEndian(id[8..], 0x8000_0000_0000_0000 | (random.NextUInt64() >> 2));
        return ByteString.CopyFrom(id);
    }
}
