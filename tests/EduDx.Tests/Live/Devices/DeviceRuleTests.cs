using EduDx.Live.City;
using EduDx.Live.Devices;
using EduDx.Live.Events;
using EduDx.Tests.Live.Attendance;

namespace EduDx.Tests.Live.Devices;

/// <summary>States and figures of devices, by hand. The class has school from 06:15 to 11:00, lessons from 07:00.</summary>
public sealed class DeviceRuleTests
{
    private static readonly SchoolModel School = Stations.School();
    private readonly SchoolDevices _fold = new(School);
    private int _id;

    [Fact]
    public void Three_missed_heartbeats_are_offline_and_not_before()
    {
        Telemetry(Stations.Projector, Stations.At(8, 0));
        Assert.Equal(DeviceState.Online, State(Stations.Projector, Stations.At(8, 1, 29)));
        Assert.Equal(DeviceState.Offline, State(Stations.Projector, Stations.At(8, 1, 30)));
        Assert.Equal(Stations.At(8, 1, 30), View(Stations.At(8, 5)).Devices[Stations.Projector].SinceMs);
    }

    [Fact]
    public void The_view_says_when_silence_alone_will_change_it()
    {
        foreach (var slot in new[] { Stations.Kiosk, Stations.Projector, Stations.Sensor, Stations.Fridge, Stations.Screen, Stations.Room }) Telemetry(slot, Stations.At(8, 0));
        Assert.Equal(Stations.At(8, 1, 30), View(Stations.At(8, 0, 1)).ChangesMs);
    }

    [Fact]
    public void A_last_will_is_offline_at_once_though_it_carries_the_time_of_its_connection()
    {
        Telemetry(Stations.Projector, Stations.At(8, 0));
        Fold(Stations.Status(School, Stations.Projector, Stations.At(6, 20), ++_id, online: false, received: Stations.At(8, 0, 10)), Stations.Projector);
        var status = View(Stations.At(8, 0, 11)).Devices[Stations.Projector];
        Assert.Equal((DeviceState.Offline, Stations.At(8, 0, 10)), (status.State, status.SinceMs));
        Telemetry(Stations.Projector, Stations.At(8, 0, 20));
        Assert.Equal(DeviceState.Online, State(Stations.Projector, Stations.At(8, 0, 21)));
    }

    [Fact]
    public void Outside_duty_hours_nothing_is_expected_but_of_the_fridge()
    {
        Telemetry(Stations.Projector, Stations.At(10, 59));
        Telemetry(Stations.Fridge, Stations.At(10, 59));
        var view = View(Stations.At(12, 0));
        Assert.Equal(DeviceState.OffDuty, view.Devices[Stations.Projector].State);
        Assert.Equal(DeviceState.Offline, view.Devices[Stations.Fridge].State);
    }

    [Fact]
    public void After_a_restart_every_device_is_unknown_until_it_is_heard_or_its_limit_has_passed()
    {
        Telemetry(Stations.Projector, Stations.At(8, 0));
        Assert.Equal(DeviceState.Unknown, State(Stations.Projector, Stations.At(8, 0, 40), listening: Stations.At(8, 0, 30)));
        Assert.Equal(DeviceState.Offline, State(Stations.Projector, Stations.At(8, 2, 0), listening: Stations.At(8, 0, 30)));
        Telemetry(Stations.Projector, Stations.At(8, 0, 35));
        Assert.Equal(DeviceState.Online, State(Stations.Projector, Stations.At(8, 0, 40), listening: Stations.At(8, 0, 30)));
    }

    [Fact]
    public void What_was_never_heard_is_unknown_and_not_offline() => Assert.Equal(DeviceState.Unknown, State(Stations.Screen, Stations.At(10, 0)));

    [Fact]
    public void A_server_that_stood_still_still_believes_what_it_was_told_and_no_silence_from_before()
    {
        var stoodStill = Listening.Since(Stations.At(5, 0)).After(Stations.At(8, 0, 10));
        Fold(Stations.Status(School, Stations.Projector, Stations.At(8, 0), ++_id, online: true), Stations.Projector);
        Fold(Stations.Status(School, Stations.Screen, Stations.At(8, 0), ++_id, online: true), Stations.Screen);
        Fold(Stations.Status(School, Stations.Screen, Stations.At(8, 0, 5), ++_id, online: false), Stations.Screen);
        var devices = _fold.View(Schools.Monday, Stations.At(8, 0, 11), stoodStill).Devices;
        Assert.Equal((DeviceState.Unknown, DeviceState.Offline), (devices[Stations.Projector].State, devices[Stations.Screen].State));
    }

    [Fact]
    public void One_of_six_metrics_that_falls_silent_is_found()
    {
        for (var second = 0; second <= 600; second += 30)
        {
            (string, double)[] metrics = [("temp_c", 25), ("humidity_pct", 70), ("co2_ppm", 600), ("noise_db", 50), ("light_lx", 300), ("pm25_ugm3", 9)];
            Telemetry(Stations.Sensor, Stations.At(8, 0, second), second < 60 ? metrics : [.. metrics.Where(m => m.Item1 != "noise_db")]);
        }
        var status = View(Stations.At(8, 10, 1)).Devices[Stations.Sensor];
        Assert.Equal(DeviceState.Degraded, status.State);
        Assert.Equal(1 << 3, status.SilentMetrics);
    }

    [Fact]
    public void A_kiosk_that_reads_cards_outside_its_fence_is_quarantined_until_it_is_back()
    {
        Fold(Stations.Scan(School, Stations.Kiosk, Stations.At(8, 0), ++_id, verdict: 2), Stations.Kiosk);
        Assert.Equal(DeviceState.Quarantined, State(Stations.Kiosk, Stations.At(8, 0, 10)));
        Fold(Stations.Scan(School, Stations.Kiosk, Stations.At(8, 1), ++_id, verdict: 1), Stations.Kiosk);
        Assert.Equal(DeviceState.Online, State(Stations.Kiosk, Stations.At(8, 1, 10)));
    }

    [Fact]
    public void Minutes_on_and_minutes_in_lessons_are_counted_once_each()
    {
        // 06:50 to 07:04, two samples a minute and each twice: 15 minutes on, 5 of them in the lesson.
        for (var second = 0; second < 15 * 60; second += 30)
        {
            for (var again = 0; again < 2; again++) Telemetry(Stations.Projector, Stations.At(6, 50, second), ("on", 1));
        }
        var status = View(Stations.At(9, 0)).Devices[Stations.Projector];
        Assert.Equal((15, 5, 15), (status.OnMinutes, status.LessonMinutes, status.HeardMinutes));
    }

    [Fact]
    public void Gaps_in_the_counters_and_boots_are_counted()
    {
        foreach (var (boot, seq) in new[] { (1u, 1ul), (1u, 2ul), (1u, 5ul), (2u, 1ul), (2u, 3ul), (2u, 2ul) })
        {
            Fold(Stations.Telemetry(School, Stations.Projector, Stations.At(8, (int)seq), ++_id, null, boot, seq, ("on", 0)), Stations.Projector);
        }
        var status = View(Stations.At(8, 10)).Devices[Stations.Projector];
        Assert.Equal((2, 1), (status.Missed, status.Restarts));
    }

    [Fact]
    public void The_clock_against_the_server_is_the_least_delay_of_the_last_ten_minutes()
    {
        Fold(Stations.Telemetry(School, Stations.Projector, Stations.At(8, 0), ++_id, Stations.At(8, 3, 2), metrics: ("on", 0)), Stations.Projector);
        Fold(Stations.Telemetry(School, Stations.Projector, Stations.At(8, 1), ++_id, Stations.At(8, 4, 0), metrics: ("on", 0)), Stations.Projector);
        Assert.Equal(180_000, View(Stations.At(8, 4, 1)).Devices[Stations.Projector].SkewMs);
    }

    private void Telemetry(int slot, long at, params (string, double)[] metrics) => Fold(Stations.Telemetry(School, slot, at, ++_id, metrics: metrics), slot);

    private void Fold(byte[] e, int slot) => _fold.Fold(EventHeader.Read(e), e, slot);

    private DevicesView View(long now, long? listening = null) => _fold.View(Schools.Monday, now, Listening.Since(listening ?? Stations.At(5, 0)));

    private DeviceState State(int slot, long now, long? listening = null) => View(now, listening).Devices[slot].State;
}
