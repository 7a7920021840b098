namespace EduDx.ServerTests.Faults;

/// <summary>How much of a drill is run: minutes for all of them in CI, hours at night with <c>EDUDX_NIGHT=1</c> (docs/operations/drills.md).</summary>
internal static class Night
{
    public static bool IsOn { get; } = Environment.GetEnvironmentVariable("EDUDX_NIGHT") == "1";

    public static int Or(int quick, int night) => IsOn ? night : quick;
}
