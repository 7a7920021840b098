using Google.Protobuf.Collections;

namespace EduDx.FirmwareSim.Days;

/// <summary>Projectors, screens, computers and tablet carts of a class: on in some lessons and not in others.</summary>
public sealed class TeachingDeviceKind : IDeviceKind
{
    private const long LessonMs = 45 * 60_000;

    /// <inheritdoc/>
    public void Measure(DeviceActor actor, long atMs, MapField<string, double> metrics)
    {
        // A lesson takes 45 minutes; whether the device is used is decided once a lesson.
        var on = actor.Draw(atMs / LessonMs) < 0.55 && atMs >= actor.DutyFromMs && atMs < actor.DutyToMs;
        metrics["on"] = on ? 1 : 0;
        switch (actor.Device.Type.Id)
        {
            case "projector":
                metrics["temp_c"] = Math.Round((on ? 48 : 28) + actor.Draw(atMs) * 4, 1);
                metrics["lamp_h"] = Math.Round(200 + actor.Draw(1) * 1500, 0);
                break;
            case "smart-tv":
                metrics["temp_c"] = Math.Round((on ? 40 : 27) + actor.Draw(atMs) * 3, 1);
                break;
            case "computer":
                metrics["cpu_pct"] = Math.Round((on ? 35 : 3) + actor.Draw(atMs) * 20, 1);
                metrics["storage_pct"] = Math.Round(25 + actor.Draw(2) * 45 + actor.Draw(atMs), 1);
                break;
            default:
                metrics["battery_pct"] = Math.Round(70 + actor.Draw(3) * 25 + actor.Draw(atMs), 1);
                break;
        }
    }
}
