using EduDx.Live.Attendance;
using EduDx.Live.Events;

namespace EduDx.Live.Devices;

/// <summary>
/// What was last heard of one device, whatever the day. Maxima and last writers (by event time, then id) only: any order and any
/// repeat give the same. Instants are Unix milliseconds.
/// </summary>
public struct DeviceTrack
{
    private const long BucketMs = 10 * 60_000;

    /// <summary>When the server last received a sign of life.</summary>
    public long HeardMs;
    /// <summary>When the server last received that it went away. A Last Will carries the time of its connection: only the receipt tells when it was spoken.</summary>
    public long SaidOfflineMs;
    /// <summary>Stamp of the newest firmware.</summary>
    public Stamp FirmwareAt;
    /// <summary>Firmware; null when it was not said.</summary>
    public string? Firmware;
    /// <summary>Stamp of the newest place verdict.</summary>
    public Stamp PlaceAt;
    /// <summary>True when the newest scan with a position was outside the fence.</summary>
    public bool Outside;
    /// <summary>Ten minutes of event time that <see cref="SkewMs"/> belongs to.</summary>
    public long SkewBucket;
    /// <summary>Least time from event to receipt in those ten minutes: the transport's delay only adds to it.</summary>
    public long SkewMs;

    /// <summary>Notes a sign of life.</summary>
    public void Hear(in EventHeader e)
    {
        HeardMs = Math.Max(HeardMs, e.ReceivedMs);
        var (bucket, skew) = (e.AtMs / BucketMs, e.ReceivedMs - e.AtMs);
        if (bucket > SkewBucket) (SkewBucket, SkewMs) = (bucket, skew);
        else if (bucket == SkewBucket) SkewMs = Math.Min(SkewMs, skew);
    }

    /// <summary>Notes a status.</summary>
    public void Say(in EventHeader e, in StatusBody status)
    {
        if (status.Online) Hear(e);
        else SaidOfflineMs = Math.Max(SaidOfflineMs, e.ReceivedMs);
        var stamp = new Stamp(e.AtMs, e.Id);
        if (status.Firmware.IsEmpty || !stamp.IsAfter(FirmwareAt)) return;
        FirmwareAt = stamp;
        Firmware = System.Text.Encoding.UTF8.GetString(status.Firmware);
    }

    /// <summary>Notes where a fixed kiosk says that it is.</summary>
    public void Place(in EventHeader e, byte verdict)
    {
        var stamp = new Stamp(e.AtMs, e.Id);
        if ((PlaceVerdict)verdict is not (PlaceVerdict.Inside or PlaceVerdict.Outside) || !stamp.IsAfter(PlaceAt)) return;
        PlaceAt = stamp;
        Outside = (PlaceVerdict)verdict == PlaceVerdict.Outside;
    }
}
