namespace EduDx.Ops.Audit;

/// <summary>
/// Something that somebody did, tried to do, or was not allowed to do. No personal data: persons stand as pseudonyms, people who work with the system as the
/// id of their account, and what they typed stays where they typed it.
/// </summary>
/// <param name="Actor">Who: the id of an account or credential, <c>local</c> for who reaches the port of a server without sign-on, <c>server</c> for the server itself.</param>
/// <param name="Action">What, as <c>noun.verb</c>: <c>alarm.acknowledge</c>, <c>registry.import</c>.</param>
/// <param name="Subject">To what: an id, a pseudonym, a topic. At most 256 characters are kept.</param>
/// <param name="Detail">How much, why. At most 1,024 characters are kept.</param>
/// <param name="Outcome">What became of it.</param>
public readonly record struct AuditEntry(string Actor, string Action, string Subject, string Detail = "", AuditOutcome Outcome = AuditOutcome.Done);
