namespace EduDx.ServerTests.Faults;

/// <summary>A drill that mounts a disk or stands between a process and its disk: only root may.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class NeedsRootFactAttribute : FactAttribute
{
    public NeedsRootFactAttribute()
    {
        if (Environment.UserName != "root") Skip = "needs root: it mounts a file system or traces another process";
    }
}

/// <summary>The same for a drill with cases.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class NeedsRootTheoryAttribute : TheoryAttribute
{
    public NeedsRootTheoryAttribute()
    {
        if (Environment.UserName != "root") Skip = "needs root: it mounts a file system or traces another process";
    }
}
