namespace EduDx.Load.Peers;

/// <summary>What a peer needs is not on this machine. The message is a sentence for the table: a missing peer is left out, not an error.</summary>
internal sealed class MissingProgramException(string message) : Exception(message);
