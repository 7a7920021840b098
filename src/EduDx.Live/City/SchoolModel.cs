namespace EduDx.Live.City;

/// <summary>One school as it stands on the day of the model. Immutable; shared by all threads.</summary>
public sealed record SchoolModel
{
    /// <summary>Position in <see cref="CityModel.Schools"/>.</summary>
    public required int Index { get; init; }
    /// <summary>The school's node.</summary>
    public required Node Node { get; init; }
    /// <summary>The commune's node.</summary>
    public required Node Commune { get; init; }
    /// <summary>Campuses; at least one.</summary>
    public required CampusModel[] Campuses { get; init; }
    /// <summary>Classes of pupils and, one a campus, the staff; members are contiguous in <see cref="PersonKeys"/>.</summary>
    public required GroupModel[] Groups { get; init; }
    /// <summary>Registry keys of the persons, grouped as <see cref="Groups"/> says.</summary>
    public required int[] PersonKeys { get; init; }
    /// <summary>The group of each person.</summary>
    public required ushort[] PersonGroups { get; init; }
    /// <summary>Kiosks of all campuses.</summary>
    public required KioskModel[] Kiosks { get; init; }
    /// <summary>
    /// Everything that reports its own health: the kiosks in the order of <see cref="Kiosks"/>, then devices, then the controllers of
    /// the rooms in the order of <see cref="Rooms"/>; devices and rooms ordered by source.
    /// </summary>
    public DeviceModel[] Devices { get; init; } = [];
    /// <summary>Meeting rooms.</summary>
    public RoomModel[] Rooms { get; init; } = [];
    /// <summary>Calendar rules of the school and of the nodes above it, nearest node first.</summary>
    public required CalendarRule[] Calendar { get; init; }
    /// <summary>Closures that speak of the school, newest first: in force, ended or yet to come.</summary>
    public Closures.Closure[] Closures { get; init; } = [];
    /// <summary>Group that each person of <see cref="PersonKeys"/> teaches, a position in <see cref="Groups"/>; -1 for none. Empty when nobody teaches a class.</summary>
    public int[] Teaches { get; init; } = [];
    /// <summary>Day of birth of each person, a <see cref="DateOnly.DayNumber"/>; 0 when not known. Empty but in kindergartens.</summary>
    public int[] Births { get; init; } = [];
    /// <summary>Allergens of each person, bits of <see cref="CityModel.Allergens"/>. Empty when the school has no allergic person.</summary>
    public uint[] Allergens { get; init; } = [];

    /// <summary>True when positions mean the same in <paramref name="other"/>: only the calendar may differ.</summary>
    public bool HasLayoutOf(SchoolModel other) => ReferenceEquals(PersonKeys, other.PersonKeys) && ReferenceEquals(Devices, other.Devices);

    /// <summary>True when the same people are in the same places by the same timetable before the same kiosks: attendance of both is the same.</summary>
    public bool HasRosterOf(SchoolModel other) =>
        Commune.Key == other.Commune.Key && Node.Level == other.Node.Level && PersonKeys.AsSpan().SequenceEqual(other.PersonKeys) && PersonGroups.AsSpan().SequenceEqual(other.PersonGroups)
        && Teaches.AsSpan().SequenceEqual(other.Teaches)
        && Campuses.Select(c => c.Node.Key).SequenceEqual(other.Campuses.Select(c => c.Node.Key)) && Kiosks.Select(k => (k.Key, k.Campus)).SequenceEqual(other.Kiosks.Select(k => (k.Key, k.Campus)))
        && Groups.Length == other.Groups.Length && Groups.Zip(other.Groups).All(g => g.First.IsAs(g.Second));

    /// <summary>Position of a person in <see cref="PersonKeys"/>; -1 when the school does not have that person.</summary>
    public int SlotOf(int personKey) => Array.IndexOf(PersonKeys, personKey);

    /// <summary>The closure that closes <paramref name="day"/> or a part of it, the newest when several do; null when none does.</summary>
    public Closures.Closure? ClosureOn(DateOnly day) => Closures.Length == 0 ? null : Array.Find(Closures, c => c.Covers(day));

    /// <summary>The closure that closes the school at an instant; null when none does.</summary>
    public Closures.Closure? ClosureAt(long ms) => Closures.Length == 0 ? null : Array.Find(Closures, c => c.ClosesAt(ms));

    /// <summary>The minutes of <paramref name="day"/> in which closures close the school, as one span; null when none does.</summary>
    public (int From, int To)? ClosedMinutes(DateOnly day)
    {
        (int From, int To)? span = null;
        var start = LocalTime.StartMs(day);
        foreach (var closure in Closures)
        {
            if (!closure.Covers(day)) continue;
            var (from, to) = (Math.Max(closure.StartMs, start), Math.Min(closure.EndMs, start + LocalTime.DayMs));
            if (from >= to) continue;
            var minutes = ((int)((from - start) / 60_000), (int)((to - start + 59_999) / 60_000));
            span = span is { } known ? (Math.Min(known.From, minutes.Item1), Math.Max(known.To, minutes.Item2)) : minutes;
        }
        return span;
    }

    /// <summary>
    /// Is a session of <paramref name="day"/> held? The calendar must have it, and no closure may fall into its arrivals: who was told to stay at home is not missed,
    /// and who was counted before the school was closed stays counted.
    /// </summary>
    public bool IsHeld(Session session, DateOnly day) =>
        CalendarRule.Decide(Calendar, day).Open && (ClosedMinutes(day) is not { } closed || closed.From >= session.Deadline || closed.To <= session.Opens);

    // Models are told apart by reference: comparing tens of thousands of members would say nothing more.
    /// <inheritdoc/>
    public bool Equals(SchoolModel? other) => ReferenceEquals(this, other);

    /// <inheritdoc/>
    public override int GetHashCode() => Node.Key;

    /// <summary>True for a kindergarten: it has meals, naps and kitchens.</summary>
    public bool IsKindergarten => Node.Level == "kindergarten";
}

/// <summary>A campus and its fence.</summary>
/// <param name="Node">The campus's node.</param>
/// <param name="Place">Where it is; null when the registry does not say.</param>
public sealed record CampusModel(Node Node, Place? Place);

/// <summary>A point with a radius, or an outline around it.</summary>
/// <param name="Latitude">Degrees, WGS 84.</param>
/// <param name="Longitude">Degrees, WGS 84.</param>
/// <param name="RadiusMetres">Fence around the point, metres.</param>
/// <param name="Outline">Fence that holds in the radius's stead; null when the registry has none.</param>
public sealed record Place(double Latitude, double Longitude, double RadiusMetres, Outline? Outline = null);

/// <summary>Persons who share a timetable: a class, or the staff of a campus.</summary>
/// <param name="Node">The class's node, or the campus's for staff.</param>
/// <param name="Campus">Position in <see cref="SchoolModel.Campuses"/>.</param>
/// <param name="IsStaff">True for staff.</param>
/// <param name="First">First member in <see cref="SchoolModel.PersonKeys"/>.</param>
/// <param name="Count">Number of members.</param>
/// <param name="Sessions">One or two sessions, in the order of the day.</param>
public sealed record GroupModel(Node Node, int Campus, bool IsStaff, int First, int Count, Session[] Sessions)
{
    /// <summary>Position in <see cref="Sessions"/> of the session that a minute of the day belongs to: the second from its opening on.</summary>
    public int SlotAt(int minute) => Sessions.Length == 1 || minute < Sessions[1].Opens ? 0 : 1;

    /// <summary>True when both are the same group with as many members and the same timetable; the name may differ.</summary>
    public bool IsAs(GroupModel other) =>
        (Node.Key, Campus, IsStaff, First, Count) == (other.Node.Key, other.Campus, other.IsStaff, other.First, other.Count) && Sessions.AsSpan().SequenceEqual(other.Sessions);
}

/// <summary>A fixed kiosk.</summary>
/// <param name="Key">Stable integer key of the registry.</param>
/// <param name="Source">Source id in the topic.</param>
/// <param name="Campus">Position in <see cref="SchoolModel.Campuses"/>.</param>
/// <param name="Place">Where it is fixed; null when the registry does not say.</param>
public sealed record KioskModel(int Key, string Source, int Campus, Place? Place);
