namespace EduDx.Ops;

/// <summary>What a person does is not in force before it is in the log, and the log takes nothing in.</summary>
public sealed class LogRefusedException() : IOException("the log takes nothing in now, and nothing was changed: the disk floor is reached (docs/operations/disk-floor.md)");
