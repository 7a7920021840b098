using EduDx.Contracts.Ingest.V1;
using EduDx.FirmwareSim.Scenarios;
using Google.Protobuf;

namespace EduDx.FirmwareSim.Devices;

/// <summary>Makes the protobuf form of events; the same values as <see cref="JsonEvents"/>.</summary>
public static class ProtoEvents
{
    /// <summary>Makes one event.</summary>
    public static Event Make(MorningPlan plan, in SimEvent e)
    {
        Span<byte> id = stackalloc byte[16];
        EventIds.Write(plan, e, id);
        var source = plan.City.Sources[e.Source];
        var made = new Event
        {
            Id = ByteString.CopyFrom(id),
            AtMs = plan.MidnightMs + e.AtMs,
            // What is not numbered has no boot either.
            Boot = e.Seq == 0 ? 0 : (uint)plan.City.Day.DayNumber,
            Seq = e.Seq,
            School = source.School,
            Kind = SourceTopics.Word(source.Kind),
            Source = source.Name,
        };
        SetBody(made, plan, e);
        return made;
    }

    private static void SetBody(Event made, MorningPlan plan, in SimEvent e)
    {
        switch (e.Kind)
        {
            case EventKind.ScanIn or EventKind.ScanOut or EventKind.PhoneIn:
                made.Scan = new Scan
                {
                    Card = plan.Tokens?[e.Person] is null ? plan.City.Persons[e.Person].Card : "",
                    Token = plan.Tokens?[e.Person] ?? "",
                    Dir = e.Kind == EventKind.ScanOut ? Direction.Out : Direction.In,
                    Mode = e.Kind == EventKind.PhoneIn ? ScanMode.Phone : ScanMode.Kiosk,
                };
                if (e.Kind != EventKind.PhoneIn || e.Place == PhoneSays.Nothing) break;
                (made.Scan.Lat, made.Scan.Lon, made.Scan.Acc) = PhonePlace.Of(plan, e);
                break;
            case EventKind.Online:
                made.Status = new Status { State = Status.Types.State.Online, Firmware = "1.4.2" };
                break;
            case EventKind.Telemetry:
                var metrics = KioskMetrics.Of(e);
                made.Telemetry = new Telemetry { Metrics = { ["cpu_pct"] = metrics.CpuPct, ["temp_c"] = metrics.TempC, ["on"] = 1 } };
                break;
            case EventKind.Roll:
                made.Roll = new Roll { Person = plan.City.Persons[e.Person].Id, State = (AttendanceState)e.Said, By = plan.City.Persons[e.By].Id };
                break;
            case EventKind.Override:
                made.Override = new Override { Person = plan.City.Persons[e.Person].Id, State = (AttendanceState)e.Said, By = plan.City.Persons[e.By].Id };
                break;
            case EventKind.Malformed:
                made.Scan = new Scan { Card = "NOBODY", Dir = e.Seq % 2 == 0 ? Direction.In : Direction.Unspecified };
                break;
        }
    }
}
