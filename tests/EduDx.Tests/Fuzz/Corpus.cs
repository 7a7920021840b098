using EduDx.Tests.Architecture;

namespace EduDx.Tests.Fuzz;

/// <summary>The committed inputs that are mutated, and how many mutations are tried: <c>EDUDX_NIGHT=1</c> tries twenty times as many.</summary>
internal static class Corpus
{
    private const int NightFactor = 20;

    public static int Rounds(int quick) => Environment.GetEnvironmentVariable("EDUDX_NIGHT") == "1" ? quick * NightFactor : quick;

    /// <summary>Name without ending, and content, in the order of the names.</summary>
    public static (string Name, byte[] Bytes)[] Of(string folder) =>
        [.. Directory.GetFiles(Path.Combine(Repository.Root, "tests", "Fixtures", "fuzz", folder)).Order(StringComparer.Ordinal).Select(f => (Path.GetFileNameWithoutExtension(f), File.ReadAllBytes(f)))];
}
