using EduDx.Live.Care;
using EduDx.Log.Disk;

namespace EduDx.Ops.Care;

/// <summary>The norms in force: <c>norms.json</c> of the data folder when there is one, otherwise those that ship with the program.</summary>
public sealed class NormsStore
{
    private readonly string _path;
    private volatile CareNorms _current;

    /// <summary>Reads the norms.</summary>
    /// <exception cref="FormatException">The file has mistakes; the message lists them.</exception>
    public NormsStore(OpsOptions options)
    {
        _path = Path.Combine(options.Data, "norms.json");
        _current = NormsJson.Defaults;
        if (!File.Exists(_path)) return;
        _current = NormsJson.Parse(File.ReadAllBytes(_path), out var errors)
            ?? throw new FormatException($"{_path} has mistakes; correct them, or remove the file to use the norms that ship with the program:\n{string.Join('\n', errors.Select(e => "  " + e))}");
    }

    /// <summary>The norms in force. Another object whenever they change.</summary>
    public CareNorms Current => _current;

    /// <summary>The norms in force as a file.</summary>
    public byte[] Text => File.Exists(_path) ? File.ReadAllBytes(_path) : NormsJson.DefaultText;

    /// <summary>Puts other norms in force, and keeps them.</summary>
    /// <returns>What is wrong with them; empty when they are in force.</returns>
    public IReadOnlyList<string> Replace(byte[] json)
    {
        if (NormsJson.Parse(json, out var errors) is not { } norms) return errors;
        SureFile.Write(_path, json);
        _current = norms;
        return [];
    }
}
