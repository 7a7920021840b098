using CsCheck;
using EduDx.Live.Alarms;
using EduDx.Live.Devices;
using EduDx.Live.Events;
using EduDx.Tests.Live.Devices;

namespace EduDx.Tests.Live.Alarms;

/// <summary>Each rule that ships with the program, on explicit ticks.</summary>
public sealed class RuleEvaluatorTests
{
    private readonly AlarmRig _rig = new(AlarmCity.Of(3, 3));

    [Fact]
    public void A_signal_that_swings_around_its_limit_every_second_for_ten_minutes_raises_once_and_clears_once()
    {
        var start = Stations.At(8, 0);
        _rig.Run(start, start + 45 * 60_000, 1_000, now =>
        {
            var minutes = (now - start) / 60_000.0;
            // Warm for 15 minutes, then ten minutes of 1 Hz over both limits, then cold.
            var temperature = minutes < 15 ? 9.0 : minutes < 25 ? (now / 1000 % 2 == 0 ? 8.6 : 7.0) : 4.0;
            _rig.Beat(0, Stations.Fridge, now, ("temp_c", temperature));
        });
        Assert.Single(_rig.Steps("raised", "fridge-warm"));
        Assert.Single(_rig.Steps("cleared", "fridge-warm"));
        Assert.Empty(_rig.Steps("reopened", "fridge-warm"));
    }

    [Fact]
    public void A_signal_that_only_swings_raises_once_and_clears_once()
    {
        var rules = RuleJson.Defaults with { Rules = [.. RuleJson.Defaults.Rules.Select(r => r.Id == "fridge-warm" ? r with { ForSeconds = 60 } : r)] };
        var rig = new AlarmRig(AlarmCity.Of(1, 1), rules);
        var start = Stations.At(8, 0);
        rig.Run(start, start + 30 * 60_000, 1_000, now => rig.Beat(0, Stations.Fridge, now, ("temp_c", now - start < 600_000 && now / 1000 % 2 == 0 ? 8.3 : 6.9)));
        Assert.Equal((1, 1, 0), (rig.Steps("raised", "fridge-warm").Count(), rig.Steps("cleared", "fridge-warm").Count(), rig.Steps("reopened", "fridge-warm").Count()));
    }

    [Fact]
    public void A_closure_that_is_known_before_its_time_suspends_when_the_tick_comes_to_it()
    {
        var city = AlarmCity.Of(1, 1);
        var (start, closes) = (Stations.At(8, 0), Stations.At(8, 30));
        var closure = new EduDx.Live.Closures.Closure
        {
            Id = 1, Status = default, Nodes = [100], Reason = "Ngập", By = "sở", AtMs = closes, From = EduDx.Tests.Live.Attendance.Schools.Monday, To = EduDx.Tests.Live.Attendance.Schools.Monday,
        };
        var rig = new AlarmRig(city with { Schools = [city.Schools[0] with { Closures = [closure] }] });
        // Warm for ten minutes before it, as in a log that is read behind the clock; the alarm is over when the school is closed.
        rig.Run(start, closes - 1_000, 1_000, now => rig.Beat(0, Stations.Fridge, now, ("temp_c", now > start + 60_000 ? 9.0 : 4.0)));
        Assert.Single(rig.Steps("raised", "fridge-warm"));
        Assert.Empty(rig.Steps("cleared", "fridge-warm"));
        rig.Run(closes, closes + 10_000, 1_000, now => rig.Beat(0, Stations.Fridge, now, ("temp_c", 9.0)));
        Assert.Single(rig.Steps("cleared", "fridge-warm"));
    }

    [Fact]
    public void One_of_six_sensors_muted_in_a_live_device_is_found()
    {
        (string, double)[] all = [("temp_c", 25), ("humidity_pct", 70), ("co2_ppm", 600), ("noise_db", 50), ("light_lx", 300), ("pm25_ugm3", 9)];
        var start = Stations.At(8, 0);
        _rig.Run(start, start + 15 * 60_000, 30_000, now => _rig.Beat(1, Stations.Sensor, now, now < start + 60_000 ? all : [.. all.Where(m => m.Item1 != "light_lx")]));
        var raised = Assert.Single(_rig.Steps("raised", "metric-silent"));
        Assert.Equal(("light_lx", "school-101/device/d2"), (raised.Head!.Metric, raised.Head.Subject));
        Assert.Empty(_rig.Steps("raised", "device-offline"));
    }

    [Fact]
    public void A_device_that_comes_back_has_time_to_say_each_of_its_metrics()
    {
        (string, double)[] all = [("temp_c", 25), ("humidity_pct", 70), ("co2_ppm", 600), ("noise_db", 50), ("light_lx", 300), ("pm25_ugm3", 9)];
        var start = Stations.At(8, 0);
        var (away, back) = (start + 2 * 60_000, start + 22 * 60_000);
        // Back with one metric, and with all of them half a minute later; one of them is muted for good ten minutes after that.
        _rig.Run(start, start + 60 * 60_000, 10_000, now =>
        {
            if (now >= away && now < back) return;
            _rig.Beat(1, Stations.Sensor, now, now >= back && now < back + 30_000 ? all[..1] : now < back + 600_000 ? all : all[1..]);
        });
        var raised = Assert.Single(_rig.Steps("raised", "metric-silent"));
        Assert.Equal("temp_c", raised.Head!.Metric);
        Assert.True(raised.AtMs > back + 600_000);
    }

    [Fact]
    public void A_device_silent_outside_duty_hours_raises_nothing()
    {
        _rig.Beat(0, Stations.Projector, Stations.At(10, 59, 50));
        _rig.Run(Stations.At(10, 59, 55), Stations.At(12, 0), 5_000);
        Assert.Empty(_rig.Journal);
    }

    [Fact]
    public void A_rule_without_a_delay_is_told_when_no_outage_took_the_device()
    {
        var rig = new AlarmRig(AlarmCity.Of(1, 1), RuleJson.Defaults with { Rules = [.. RuleJson.Defaults.Rules.Select(r => r.Id == "device-offline" ? r with { ForSeconds = 0 } : r)] });
        var start = Stations.At(8, 0);
        rig.Beat(0, Stations.Projector, start);
        rig.Run(start, start + 10 * 60_000, 1_000);
        // 90 s of silence, and the 40 s in which others may be lost with it.
        Assert.InRange(Assert.Single(rig.Steps("raised", "device-offline")).AtMs, start + 130_000, start + 133_000);
    }

    [Fact]
    public void A_silent_device_raises_after_its_delay_and_clears_after_the_other()
    {
        var start = Stations.At(8, 0);
        _rig.Run(start, start + 40 * 60_000, 5_000, now =>
        {
            if ((now < start + 60_000 || now > start + 20 * 60_000) && now % 30_000 == start % 30_000) _rig.Beat(0, Stations.Projector, now);
        });
        var raised = Assert.Single(_rig.Steps("raised", "device-offline"));
        // The last sign of life, 90 s of silence, 120 s of delay.
        Assert.InRange(raised.AtMs, start + 30_000 + 210_000, start + 30_000 + 216_000);
        Assert.Equal(start + 30_000 + 90_000, raised.Head!.SinceMs);
        Assert.Single(_rig.Steps("cleared", "device-offline"));
    }

    [Fact]
    public void A_device_that_keeps_restarting_flaps_once_and_is_offline_at_most_once()
    {
        var start = Stations.At(8, 0);
        uint boot = 1;
        _rig.Run(start, start + 40 * 60_000, 5_000, now =>
        {
            if (now < start + 15 * 60_000 && (now - start) % 120_000 == 0) _rig.Fold(Stations.Status(_rig.City.Schools[0], Stations.Projector, now, _rig.NextId(), true, boot: ++boot));
            if (now >= start + 15 * 60_000 && now % 30_000 == 0) _rig.Beat(0, Stations.Projector, now);
        });
        Assert.Single(_rig.Steps("raised", "flapping"));
        Assert.True(_rig.Steps("raised", "device-offline").Count() + _rig.Steps("reopened", "device-offline").Count() <= 1);
    }

    [Fact]
    public void A_clock_that_is_off_a_stuck_sensor_and_a_carried_kiosk_are_found()
    {
        var start = Stations.At(7, 0);
        var school = _rig.City.Schools[0];
        _rig.Run(start, start + 75 * 60_000, 10_000, now =>
        {
            if (now % 30_000 != 0) return;
            _rig.Fold(Stations.Telemetry(school, Stations.Projector, now - 180_000, _rig.NextId(), received: now, metrics: ("on", 1)));
            _rig.Beat(0, Stations.Sensor, now, ("temp_c", 25.5), ("humidity_pct", 1), ("co2_ppm", 1), ("noise_db", 1), ("light_lx", 1), ("pm25_ugm3", 1));
            _rig.Beat(0, Stations.Fridge, now, ("temp_c", 4 + now / 30_000 % 3));
        });
        _rig.Fold(Stations.Scan(school, Stations.Kiosk, start + 75 * 60_000, _rig.NextId(), verdict: 2));
        _rig.Tick(start + 75 * 60_000 + 1_000);
        Assert.Equal("school-100/device/d1", Assert.Single(_rig.Steps("raised", "clock-skew")).Head!.Subject);
        Assert.Equal("school-100/device/d2", Assert.Single(_rig.Steps("raised", "sensor-stuck")).Head!.Subject);
        Assert.Equal("school-100/kiosk/k0", Assert.Single(_rig.Steps("raised", "kiosk-carried-away")).Head!.Subject);
    }

    [Fact]
    public void A_room_whose_screen_is_silent_is_not_ready_while_there_is_still_time()
    {
        var (start, begins, school) = (Stations.At(8, 0), Stations.At(10, 0), _rig.City.Schools[0]);
        _rig.Fold(Stations.Meeting(school, Stations.Room, start, _rig.NextId(), "m1", MeetingState.Scheduled, begins, begins + 3_600_000));
        _rig.Run(start, begins, 5_000, now =>
        {
            if (now % 30_000 != 0) return;
            _rig.Beat(0, Stations.Room, now);
            if (now < start + 10 * 60_000) _rig.Beat(0, Stations.Screen, now);
        });
        var raised = Assert.Single(_rig.Steps("raised", "room-not-ready"));
        Assert.InRange(raised.AtMs, begins - 30 * 60_000, begins - 29 * 60_000);
    }

    [Fact]
    public void An_occurrence_that_is_learned_of_late_is_raised_and_cleared_at_once()
    {
        var start = Stations.At(8, 0);
        _rig.Beat(0, Stations.Fridge, start - 60_000, ("temp_c", 4));
        _rig.Tick(start);
        // The line was down: 20 warm minutes and 5 cold ones arrive together.
        for (var minute = 0; minute < 25; minute++)
        {
            _rig.Fold(Stations.Telemetry(_rig.City.Schools[0], Stations.Fridge, start + minute * 60_000, _rig.NextId(), start + 26 * 60_000, metrics: ("temp_c", minute < 20 ? 10 : 4)));
        }
        _rig.Run(start + 26 * 60_000, start + 30 * 60_000, 1_000);
        var raised = Assert.Single(_rig.Steps("raised", "fridge-warm"));
        Assert.Equal(start, raised.Head!.SinceMs);
        Assert.Single(_rig.Steps("cleared", "fridge-warm"));
    }

    [Fact]
    public void Any_order_and_any_repeat_within_the_hour_say_the_same()
    {
        var city = AlarmCity.Of(1, 1);
        var event_ =
            from minute in Gen.Int[0, 50]
            from second in Gen.Int[0, 59]
            from value in Gen.Int[60, 95]
            select (Func<int, byte[]>)(id => Stations.Telemetry(city.Schools[0], Stations.Fridge, Stations.At(8, minute, second), id, Stations.At(8, 55), metrics: ("temp_c", value / 10.0)));
        var shuffled =
            from events in event_.Array[1, 60].Select(all => all.Select((make, i) => make(i + 1)).ToArray())
            from repeats in Gen.Int[0, events.Length - 1].Array[0, events.Length]
            from order in Gen.Shuffle(events.Concat(repeats.Select(r => events[r])).ToArray())
            select (events, order);
        shuffled.Sample(s => Assert.Equal(Said(city, s.events), Said(city, s.order)), iter: 1_000);
    }

    private static string Said(EduDx.Live.City.CityModel city, byte[][] events)
    {
        var evaluator = new RuleEvaluator(city, RuleJson.Defaults);
        foreach (var e in events) evaluator.Fold(e);
        return string.Join('\n', evaluator.Tick(Stations.At(8, 55, 1), Listening.Since(Stations.At(5, 0)), null).Select(f => $"{f.Rule.Id} {f.Subject} {f.Raises} {f.SinceMs} {f.EndMs} {f.Truth}"));
    }
}
