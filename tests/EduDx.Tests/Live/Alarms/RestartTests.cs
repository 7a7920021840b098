using EduDx.Live.Alarms;
using EduDx.Tests.Live.Devices;

namespace EduDx.Tests.Live.Alarms;

public sealed class RestartTests
{
    [Fact]
    public void What_was_over_before_a_restart_is_not_told_as_news_and_what_is_open_not_raised_again()
    {
        var city = AlarmCity.Of(1, 1);
        var rig = new AlarmRig(city);
        var start = Stations.At(8, 0);
        var events = new List<byte[]>();
        rig.Run(start, start + 50 * 60_000, 30_000, now =>
        {
            // Warm from the 5th to the 25th minute; the sensor's battery of metrics is muted from the 30th on.
            var minute = (now - start) / 60_000;
            Tell(Stations.Telemetry(city.Schools[0], Stations.Fridge, now, rig.NextId(), metrics: ("temp_c", minute is >= 5 and < 25 ? 10 + now / 30_000 % 2 : 4 + now / 30_000 % 2)));
            (string, double)[] all = [("temp_c", 25 + now / 30_000 % 3), ("humidity_pct", 1), ("co2_ppm", 1), ("noise_db", 1), ("light_lx", 1), ("pm25_ugm3", 1)];
            Tell(Stations.Telemetry(city.Schools[0], Stations.Sensor, now, rig.NextId(), metrics: minute < 30 ? all : all[..5]));
        });
        Assert.Equal((1, 1, 1), (rig.Steps("raised", "fridge-warm").Count(), rig.Steps("cleared", "fridge-warm").Count(), rig.Steps("raised", "metric-silent").Count()));

        var again = new AlarmRig(city);
        foreach (var step in rig.Journal) again.Take(step);
        foreach (var e in events) again.Fold(e);
        again.ListeningMs = start + 50 * 60_000;
        again.Evaluator.Restore(again.Book.Alarms.Values);
        var steps = again.Journal.Count;
        again.Run(start + 50 * 60_000 + 5_000, start + 51 * 60_000, 1_000);
        Assert.Equal(steps, again.Journal.Count);

        // The metric is still muted: that the server began to listen anew does not mend it.
        again.Run(start + 51 * 60_000, start + 65 * 60_000, 10_000, now =>
            again.Beat(0, Stations.Sensor, now, ("temp_c", 25 + now / 30_000 % 3), ("humidity_pct", 1), ("co2_ppm", 1), ("noise_db", 1), ("light_lx", 1)));
        Assert.Equal((1, 0, 0), (again.Steps("raised", "metric-silent").Count(), again.Steps("cleared", "metric-silent").Count(), again.Steps("reopened", "metric-silent").Count()));

        void Tell(byte[] e)
        {
            events.Add(e);
            rig.Fold(e);
        }
    }
}
