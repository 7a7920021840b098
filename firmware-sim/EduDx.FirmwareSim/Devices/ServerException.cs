namespace EduDx.FirmwareSim.Devices;

/// <summary>The server is away or answers what it should not; the message says what, where and what to do. Exit code 1.</summary>
public sealed class ServerException(string message) : Exception(message);
