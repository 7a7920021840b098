namespace EduDx.Contracts.Frames;

/// <summary>
/// Staff of one node in one period. States are those of attendance and add up to <see cref="AttendanceFigures.Enrolled"/>. Arrivals by place add up:
/// <c>Inside + Outside + Uncertain + NoPlace</c> are the staff who arrived.
/// </summary>
public record StaffFigures : AttendanceFigures
{
    /// <summary>Arrivals inside the fence of the campus, or at a fixed kiosk of it.</summary>
    public int Inside { get; set; }
    /// <summary>Arrivals outside it.</summary>
    public int Outside { get; set; }
    /// <summary>Arrivals whose accuracy is worse than the limit.</summary>
    public int Uncertain { get; set; }
    /// <summary>Arrivals by phone that did not say where.</summary>
    public int NoPlace { get; set; }
    /// <summary>Classes with a session in this period and a teacher on the register.</summary>
    public int Classes { get; set; }
    /// <summary>Of them, classes with pupils there, past the bell, and no teacher.</summary>
    public int WithoutTeacher { get; set; }
    /// <summary>Of them, classes of whose teachers nobody can say.</summary>
    public int TeacherUnknown { get; set; }
}

/// <summary>The staff figures of one node of the tree.</summary>
public record StaffNode : StaffFigures
{
    /// <summary>Node id.</summary>
    public string Id { get; set; } = "";
    /// <summary><c>city</c>, <c>commune</c>, <c>school</c> or <c>campus</c>.</summary>
    public string Kind { get; set; } = "";
    /// <summary>Name as written in Vietnamese.</summary>
    public string Name { get; set; } = "";
    /// <summary>Fixed place on the tile map, zero-based column; -1 when the node has none.</summary>
    public int Column { get; set; } = -1;
    /// <summary>Fixed place on the tile map, zero-based row; -1 when the node has none.</summary>
    public int Row { get; set; } = -1;
    /// <summary><c>normal</c>, <c>warning</c>, <c>critical</c> or <c>unknown</c>.</summary>
    public string Level { get; set; } = "normal";
}

/// <summary>The whole state of the view <c>staff</c> for one scope.</summary>
public sealed record StaffFrame : StaffNode, IWallFrame
{
    /// <inheritdoc/>
    public string View { get; set; } = "staff";
    /// <inheritdoc/>
    public string Scope { get; set; } = "";
    /// <inheritdoc/>
    public DateTimeOffset AsOf { get; set; }
    /// <inheritdoc/>
    public long Offset { get; set; }
    /// <inheritdoc/>
    public DateOnly Date { get; set; }
    /// <inheritdoc/>
    public PathStep[] Path { get; set; } = [];
    /// <inheritdoc/>
    public SystemLine System { get; set; } = new();
    /// <inheritdoc/>
    public AlarmLine Alarm { get; set; } = new();
    /// <summary><c>morning</c> or <c>afternoon</c>.</summary>
    public string Session { get; set; } = "";
    /// <summary>The scope's children.</summary>
    public StaffNode[] Children { get; set; } = [];
    /// <summary>Classes without their teacher, longest first, at most 60; all of them at school scope.</summary>
    public TeacherRow[] Missing { get; set; } = [];
    /// <summary>The staff one by one, by pseudonym; at school and campus scope alone.</summary>
    public StaffRow[] List { get; set; } = [];
}

/// <summary>A class without its teacher.</summary>
public sealed record TeacherRow
{
    /// <summary>Node id of the class.</summary>
    public string Id { get; set; } = "";
    /// <summary>Name of the class.</summary>
    public string Name { get; set; } = "";
    /// <summary>Node id of the school.</summary>
    public string School { get; set; } = "";
    /// <summary>Name of the school.</summary>
    public string SchoolName { get; set; } = "";
    /// <summary>Pupils there now.</summary>
    public int Pupils { get; set; }
    /// <summary>Since when: the bell.</summary>
    public DateTimeOffset Since { get; set; }
    /// <summary><c>none</c> (nobody is there) or <c>unknown</c> (nobody can say).</summary>
    public string State { get; set; } = "none";
}

/// <summary>One member of staff.</summary>
public sealed record StaffRow
{
    /// <summary>Pseudonym.</summary>
    public string Person { get; set; } = "";
    /// <summary>Name of the class that they teach; empty for none.</summary>
    public string Class { get; set; } = "";
    /// <summary><c>present</c>, <c>late</c>, <c>leftEarly</c>, <c>absent</c>, <c>excused</c>, <c>unknown</c>, <c>expected</c> or <c>off</c>.</summary>
    public string State { get; set; } = "";
    /// <summary>First arrival; null without one.</summary>
    public DateTimeOffset? ArrivedAt { get; set; }
    /// <summary>Where: <c>inside</c>, <c>outside</c>, <c>uncertain</c> or <c>none</c> (not said); empty without an arrival.</summary>
    public string Place { get; set; } = "";
}
