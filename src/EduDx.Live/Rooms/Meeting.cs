using EduDx.Live.Events;

namespace EduDx.Live.Rooms;

/// <summary>One meeting: last writers, minima and maxima only, so that any order and any repeat give the same.</summary>
internal sealed class Meeting
{
    /// <summary>Stamp of the newest booking.</summary>
    public Stamp BookedAt;
    /// <summary>Booked start, Unix milliseconds; 0 until it is known.</summary>
    public long StartsMs;
    /// <summary>Booked end.</summary>
    public long EndsMs;
    /// <summary>Stamp of the newest cancellation.</summary>
    public Stamp CancelledAt;
    /// <summary>First event time at which it had begun; 0 until it has.</summary>
    public long StartedMs;
    /// <summary>First event time at which it was over; 0 until it is.</summary>
    public long EndedMs;
    /// <summary>Stamp of the newest number invited.</summary>
    public Stamp InvitedAt;
    /// <summary>Invited.</summary>
    public int Invited;
    /// <summary>Stamp of the newest number checked in.</summary>
    public Stamp CheckedInAt;
    /// <summary>Checked in.</summary>
    public int CheckedIn;
    /// <summary>Furthest step.</summary>
    public PaperlessStep Paperless;

    /// <summary>A booking after the cancellation books it again.</summary>
    public bool IsCancelled => CancelledAt.AtMs != 0 && CancelledAt.IsAfter(BookedAt);

    /// <summary>Notes an event.</summary>
    public void Fold(in EventHeader e, in MeetingBody body)
    {
        var stamp = new Stamp(e.AtMs, e.Id);
        if (body.StartsMs != 0 && stamp.IsAfter(BookedAt) && body.State != MeetingState.Cancelled)
        {
            (BookedAt, StartsMs, EndsMs) = (stamp, body.StartsMs, body.EndsMs);
        }
        switch (body.State)
        {
            case MeetingState.Cancelled when stamp.IsAfter(CancelledAt): CancelledAt = stamp; break;
            case MeetingState.Started: StartedMs = StartedMs == 0 ? e.AtMs : Math.Min(StartedMs, e.AtMs); break;
            case MeetingState.Ended: EndedMs = EndedMs == 0 ? e.AtMs : Math.Min(EndedMs, e.AtMs); break;
        }
        if (body.Invited >= 0 && stamp.IsAfter(InvitedAt)) (InvitedAt, Invited) = (stamp, body.Invited);
        if (body.CheckedIn >= 0 && stamp.IsAfter(CheckedInAt)) (CheckedInAt, CheckedIn) = (stamp, body.CheckedIn);
        if (body.Paperless > Paperless) Paperless = body.Paperless;
    }
}
