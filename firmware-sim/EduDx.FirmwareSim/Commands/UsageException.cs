namespace EduDx.FirmwareSim.Commands;

/// <summary>The command line or the input cannot be used; the message says what, where and what to do. Exit code 2.</summary>
public sealed class UsageException(string message) : Exception(message);
