namespace EduDx.FirmwareSim.Devices;

/// <summary>
/// Secrets of sources by their path (<c>school/kind/source</c>), in the form in which the server answers them: CSV lines <c>user,secret</c>. With them each source
/// has an MQTT connection of its own, and a gateway shows the secrets of the sources that it speaks for.
/// </summary>
public sealed class SourceSecrets
{
    /// <summary>Sources that a gRPC stream speaks for; the server takes 200.</summary>
    public const int SourcesAStream = 100;

    private readonly Dictionary<string, string> _byPath;
    private readonly string _file;

    private SourceSecrets(string file, Dictionary<string, string> byPath) => (_file, _byPath) = (file, byPath);

    /// <summary>Paths of the sources, in the order of the file.</summary>
    public IReadOnlyCollection<string> Paths => _byPath.Keys;

    /// <summary>Reads the file; null without one.</summary>
    /// <exception cref="ServerException">It is not such a file.</exception>
    public static SourceSecrets? Load(string? file)
    {
        if (file is null) return null;
        var lines = File.ReadAllLines(file);
        if (lines is not ["user,secret", ..]) throw new ServerException($"{file} does not begin with user,secret: give the answer of POST /api/v1/credentials");
        return new SourceSecrets(file, lines.Skip(1).Where(l => l.Length > 0).Select(l => l.Split(',')).ToDictionary(c => c[0], c => c[^1]));
    }

    /// <summary>The secret of a source.</summary>
    /// <exception cref="ServerException">The file has none.</exception>
    public string Of(string path) => _byPath.TryGetValue(path, out var secret)
        ? secret
        : throw new ServerException($"{_file} has no secret of {path}: issue credentials for every source that takes part");

    /// <summary>Metadata of a stream that speaks for <paramref name="paths"/>.</summary>
    public Grpc.Core.Metadata Of(IEnumerable<string> paths)
    {
        var metadata = new Grpc.Core.Metadata();
        foreach (var path in paths) metadata.Add("authorization", $"Bearer {Of(path)}");
        return metadata;
    }
}
