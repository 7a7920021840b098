using System.Globalization;

namespace EduDx.FirmwareSim.Commands;

/// <summary>Strictly parsed options of one command: an option that is not known, repeated or without its value is an error.</summary>
public sealed class CommandLine
{
    private readonly string _command;
    private readonly IReadOnlyList<CommandOption> _options;
    private readonly Dictionary<string, string> _given = new(StringComparer.Ordinal);

    /// <summary>Parses what follows the command's name.</summary>
    public CommandLine(string command, IReadOnlyList<CommandOption> options, ReadOnlySpan<string> args)
    {
        _command = command;
        _options = options;
        for (var i = 0; i < args.Length; i++)
        {
            var name = args[i];
            var option = options.FirstOrDefault(o => o.Name == name)
                ?? throw new UsageException($"{command}: unknown option '{name}'; see firmware-sim {command} --help");
            if (_given.ContainsKey(name)) throw new UsageException($"{command}: option {name} is given twice; give it once");
            if (option.Value is null) _given.Add(name, "true");
            else if (i + 1 < args.Length && !args[i + 1].StartsWith("--", StringComparison.Ordinal)) _given.Add(name, args[++i]);
            else throw new UsageException($"{command}: option {name} needs a value ({option.Value})");
        }
    }

    /// <summary>True when a switch or option was given.</summary>
    public bool Has(string name) => _given.ContainsKey(name);

    /// <summary>The text of an option, or its default; an error when it is required and missing.</summary>
    public string Text(string name) => TextOrNull(name) ?? throw new UsageException($"{_command}: option {name} is required; see firmware-sim {_command} --help");

    /// <summary>The text of an option, its default, or null.</summary>
    public string? TextOrNull(string name)
    {
        var text = _given.GetValueOrDefault(name) ?? _options.First(o => o.Name == name).Default;
        return string.IsNullOrEmpty(text) ? null : text;
    }

    /// <summary>A whole number within bounds.</summary>
    public int Whole(string name, int least, int most)
    {
        var text = Text(name);
        return int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) && value >= least && value <= most
            ? value
            : throw new UsageException($"{_command}: {name} is '{text}'; give a whole number from {least} to {most}");
    }

    /// <summary>A number within bounds.</summary>
    public double Number(string name, double least, double most)
    {
        var text = Text(name);
        return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && value >= least && value <= most
            ? value
            : throw new UsageException(string.Create(CultureInfo.InvariantCulture, $"{_command}: {name} is '{text}'; give a number from {least} to {most}"));
    }

    /// <summary>An absolute http or https address.</summary>
    public Uri Address(string name)
    {
        var text = Text(name);
        return Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https"
            ? uri
            : throw new UsageException($"{_command}: {name} is '{text}'; give an address such as http://127.0.0.1:8080");
    }

    /// <summary>The help page of a command.</summary>
    public static string Help(string command, string summary, IReadOnlyList<CommandOption> options)
    {
        var lines = options.Select(o => ($"  {o.Name}{(o.Value is null ? "" : " " + o.Value)}", o));
        var width = lines.Max(l => l.Item1.Length) + 2;
        return $"firmware-sim {command}: {summary}\n" + string.Join('\n', lines.Select(l => l.Item1.PadRight(width) + l.o.Help + Note(l.o))) + "\n";
    }

    private static string Note(CommandOption option) => option switch
    {
        { Value: null } => "",
        { Default: null } => " (required)",
        { Default: "" } => "",
        _ => $" (default {option.Default})",
    };
}
