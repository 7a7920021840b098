namespace EduDx.FirmwareSim.Scenarios;

/// <summary>One sending of an event; a repeated event has several.</summary>
/// <param name="AtMs">When to send, milliseconds after local midnight.</param>
/// <param name="Event">Index of the event.</param>
public readonly record struct Delivery(int AtMs, int Event);
