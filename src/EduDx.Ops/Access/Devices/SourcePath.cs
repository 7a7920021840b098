using System.Diagnostics.CodeAnalysis;
using System.Text;
using EduDx.Contracts.Topics;
using EduDx.Live.City;
using EduDx.Ops.Ingest;

namespace EduDx.Ops.Access.Devices;

/// <summary>
/// The path of a source, <c>school/kind/source</c>: what stands between <c>edudx/v1/</c> and the message in its topics, its user name, its client
/// id and the id of its credential.
/// </summary>
internal static class SourcePath
{
    /// <summary>What every topic begins with.</summary>
    public const string Root = "edudx/v1/";

    /// <summary>Checks the grammar: nothing that is accepted holds a wildcard, a control character or another slash.</summary>
    public static bool IsValid([NotNullWhen(true)] string? path) =>
        path is { Length: < SourceTopic.MaxLength } && Ascii.IsValid(path) && path.Split('/') is [var school, var kind, var source]
        && SourceTopic.IsName(Encoding.ASCII.GetBytes(school)) && SourceTopic.TryKind(Encoding.ASCII.GetBytes(kind), out _) && SourceTopic.IsName(Encoding.ASCII.GetBytes(source));

    /// <summary>What the topics of a source begin with, UTF-8, its last slash included.</summary>
    public static byte[] Prefix(string path) => Encoding.ASCII.GetBytes($"{Root}{path}/");

    /// <summary>Finds a source in the registry.</summary>
    public static bool TryFind(CityModel city, string path, out IngestSource source)
    {
        source = default;
        return IsValid(path) && SourceTopic.TryParse(Encoding.ASCII.GetBytes($"{Root}{path}/{AnyMessage(path)}"), out var topic) && IngestSource.TryFind(city, topic, out source);
    }

    // A message that the kind may publish: the grammar has no topic without one.
    private static string AnyMessage(string path) => path.Split('/')[1] switch { "class" => "roll", "kitchen" => "cook", "office" => "override", _ => "status" };
}
