namespace EduDx.Live.Alarms;

/// <summary>How bad it is. Numbers are in the journal: never used again for something else.</summary>
public enum Severity : byte
{
    /// <summary>Needs a person today.</summary>
    Warning = 1,
    /// <summary>Needs a person now; takes over the walls of its scope until it is acknowledged.</summary>
    Critical = 2,
}

/// <summary>What a rule is about.</summary>
public enum RuleSubject : byte
{
    /// <summary>Each kiosk, device or room controller of the rule's types.</summary>
    Device = 1,
    /// <summary>Each school.</summary>
    School = 2,
    /// <summary>Each commune.</summary>
    Commune = 3,
    /// <summary>The city.</summary>
    City = 4,
}

/// <summary>One alarm rule: data that a deployer edits (docs/alarms.md).</summary>
/// <param name="Id">Id, <c>[a-z0-9-]{1,40}</c>; an alarm's identity is its rule and its subject.</param>
/// <param name="NameVi">Name in Vietnamese.</param>
/// <param name="NameEn">Name in English.</param>
/// <param name="Severity">How bad it is.</param>
/// <param name="On">What it is about.</param>
/// <param name="Types">Types of device that it speaks of; empty for all. Only for devices.</param>
/// <param name="When">What must hold.</param>
/// <param name="ForSeconds">Seconds of event time that it must hold before the alarm is raised.</param>
/// <param name="ClearSeconds">Seconds that it must surely not hold before the alarm is cleared: what flaps stays one alarm.</param>
/// <param name="Enabled">False to keep the rule without using it.</param>
public sealed record AlarmRule(
    string Id, string NameVi, string NameEn, Severity Severity, RuleSubject On, string[] Types, Condition When, int ForSeconds, int ClearSeconds, bool Enabled)
{
    /// <summary>True when the rule speaks of devices of <paramref name="type"/>.</summary>
    public bool SpeaksOf(string type) => On == RuleSubject.Device && (Types.Length == 0 || Types.Contains(type));
}

/// <summary>All rules, how losses are folded into outages, and when somebody is reminded.</summary>
/// <param name="Rules">The rules.</param>
/// <param name="Outage">Limits of outages.</param>
/// <param name="Times">Reminders and escalation.</param>
public sealed record RuleSet(AlarmRule[] Rules, OutageLimits Outage, AlarmTimes Times);

/// <summary>When sources that are lost together become one outage.</summary>
/// <param name="MinimumDevices">Fewest devices of an outage.</param>
/// <param name="MinimumSchoolPct">A school is hit when it lost this share of its devices on duty, or <paramref name="BlockDevices"/>.</param>
/// <param name="BlockDevices">So many devices of one school are a hit also in a large school: a building.</param>
/// <param name="GatherSeconds">Seconds that losses are gathered before the outage is declared.</param>
/// <param name="GapSeconds">Later losses join while no more than this lies between two: a heartbeat spreads them.</param>
/// <param name="BackPct">Share of the members that must be back before it clears.</param>
/// <param name="ClearSeconds">Seconds for which they must be back.</param>
public sealed record OutageLimits(int MinimumDevices = 5, double MinimumSchoolPct = 50, int BlockDevices = 20, int GatherSeconds = 10, int GapSeconds = 40, double BackPct = 90, int ClearSeconds = 60);
