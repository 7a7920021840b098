using EduDx.Tests.Live.Devices;

namespace EduDx.Tests.Live.Alarms;

public sealed class OutageTests
{
    [Fact]
    public void Two_hundred_devices_of_twelve_schools_cut_within_five_seconds_are_one_alarm_within_fifteen()
    {
        // 12 of 30 schools, 17 devices on duty each: 204 in all.
        var rig = new AlarmRig(AlarmCity.Of(30, 12, more: 12));
        var (start, cut) = (Stations.At(8, 0), Stations.At(8, 10));
        var ids = 0;
        rig.Run(start, cut + 15_000, 250, now =>
        {
            for (var s = 0; s < 30; s++)
            {
                for (var d = 0; d < rig.City.Schools[s].Devices.Length; d++)
                {
                    // Connections break one after the other within five seconds; the broker speaks their last wills.
                    var broken = cut + (s * 17 + d) * 5_000 / (12 * 17) / 250 * 250;
                    if (s < 12 && now == broken) rig.Fold(Stations.Status(rig.City.Schools[s], d, start, 1_000_000 + ++ids, false, received: now));
                    else if ((s >= 12 || now < broken) && now % 30_000 == 0) rig.Beat(s, d, now);
                }
            }
        });
        var raised = Assert.Single(rig.Steps("raised", "outage"));
        Assert.True(raised.AtMs - cut <= 15_000, $"{raised.AtMs - cut} ms");
        var alarm = rig.Book.OpenOf("outage", new(9, (int)raised.Alarm))!;
        Assert.True(alarm.Members.Count >= 12 * 18 * 0.95, $"{alarm.Members.Count} members");
        Assert.Equal((12, "commune"), (alarm.Schools, alarm.Cause));
        Assert.Empty(rig.Steps("raised", "device-offline"));
    }

    [Fact]
    public void A_power_cut_that_silence_alone_shows_is_one_outage_and_clears_when_nearly_all_are_back()
    {
        var rig = new AlarmRig(AlarmCity.Of(12, 4, more: 10));
        var (start, cut) = (Stations.At(8, 0), Stations.At(8, 10));
        rig.Run(start, cut + 40 * 60_000, 2_000, now =>
        {
            for (var s = 0; s < 12; s++)
            {
                for (var d = 0; d < rig.City.Schools[s].Devices.Length; d++)
                {
                    var dark = s < 4 && now >= cut && now < cut + 20 * 60_000;
                    if (!dark && (now + d * 2_000) % 30_000 == 0) rig.Beat(s, d, now);
                }
            }
        });
        var raised = Assert.Single(rig.Steps("raised", "outage"));
        var alarm = rig.Book.Alarms[raised.Alarm];
        Assert.Equal(("commune", 4, 4 * 16), (alarm.Cause, alarm.Schools, alarm.Members.Count));
        Assert.Single(rig.Steps("cleared", "outage"));
        Assert.Empty(rig.Steps("raised", "device-offline"));
    }

    [Fact]
    public void Single_devices_lost_in_the_same_seconds_are_no_outage()
    {
        var rig = new AlarmRig(AlarmCity.Of(20, 5, more: 10));
        var (start, cut) = (Stations.At(8, 0), Stations.At(8, 10));
        rig.Run(start, cut + 10 * 60_000, 5_000, now =>
        {
            for (var s = 0; s < 20; s++)
            {
                for (var d = 0; d < rig.City.Schools[s].Devices.Length; d++)
                {
                    if (now % 30_000 == 0 && !(s < 8 && d == Stations.Projector && now >= cut)) rig.Beat(s, d, now);
                }
            }
        });
        Assert.Empty(rig.Steps("raised", "outage"));
        Assert.Equal(8, rig.Steps("raised", "device-offline").Count());
    }
}
