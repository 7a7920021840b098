using EduDx.Live.Alarms;
using EduDx.Log.Disk;

namespace EduDx.Ops.Alarms;

/// <summary>The rules in force: <c>rules.json</c> of the data folder when there is one, otherwise those that ship with the program.</summary>
public sealed class RuleStore
{
    private readonly string _path;
    private volatile RuleSet _current;

    /// <summary>Reads the rules.</summary>
    /// <exception cref="FormatException">The file has mistakes; the message lists them.</exception>
    public RuleStore(OpsOptions options)
    {
        _path = Path.Combine(options.Data, "rules.json");
        _current = RuleJson.Defaults;
        if (!File.Exists(_path)) return;
        _current = RuleJson.Parse(File.ReadAllBytes(_path), out var errors);
        if (errors.Count > 0) throw new FormatException($"{_path} has mistakes; correct them, or remove the file to use the rules that ship with the program:\n{string.Join('\n', errors.Select(e => "  " + e))}");
    }

    /// <summary>The rules in force.</summary>
    public RuleSet Current => _current;

    /// <summary>The rules in force as a file.</summary>
    public byte[] Text => File.Exists(_path) ? File.ReadAllBytes(_path) : RuleJson.DefaultText;

    /// <summary>Puts other rules in force, and keeps them.</summary>
    /// <returns>What is wrong with them; empty when they are in force.</returns>
    public IReadOnlyList<string> Replace(byte[] json)
    {
        var rules = RuleJson.Parse(json, out var errors);
        if (errors.Count > 0) return errors;
        SureFile.Write(_path, json);
        _current = rules;
        return [];
    }
}
