namespace EduDx.FirmwareSim.Commands;

/// <summary>One option of a command.</summary>
/// <param name="Name">With its dashes.</param>
/// <param name="Value">What stands after it, or null for a switch.</param>
/// <param name="Default">Its default as text; null when the option is required (or, of a switch, off).</param>
/// <param name="Help">What it does, with the unit.</param>
public sealed record CommandOption(string Name, string? Value, string? Default, string Help);
