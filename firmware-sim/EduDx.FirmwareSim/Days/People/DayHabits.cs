namespace EduDx.FirmwareSim.Days;

/// <summary>How people move through a whole day, beside what a morning's scenario says. Shares are 0 to 1.</summary>
public static class DayHabits
{
    /// <summary>Share of the pupils there who scan on the way out: with those on the way in, about half a million scans a day.</summary>
    public const double PupilsScanOut = 0.62;
    /// <summary>Share of the staff there who scan on the way out.</summary>
    public const double StaffScanOut = 0.93;
    /// <summary>Share of the staff who come without teaching a class and are late.</summary>
    public const double StaffLate = 0.03;
    /// <summary>Share of the staff who do not teach a class and stay away.</summary>
    public const double StaffAway = 0.05;
    /// <summary>Share of the staff who do not teach a class and go before the end.</summary>
    public const double StaffLeftEarly = 0.015;
    /// <summary>Share of the staff's arrivals by phone.</summary>
    public const double StaffPhone = 0.25;
    /// <summary>Of those, share far outside the fence.</summary>
    public const double PhoneOutside = 0.06;
    /// <summary>Of those, share whose place is uncertain.</summary>
    public const double PhoneUncertain = 0.1;
    /// <summary>Of those, share that does not say its place.</summary>
    public const double PhoneNothing = 0.04;
    /// <summary>Share that comes to the second session of those who came to the first.</summary>
    public const double ComesAgain = 0.99;
    /// <summary>The same of those who did not.</summary>
    public const double ComesOnlyThen = 0.1;
}
