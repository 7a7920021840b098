namespace EduDx.ServerTests.Faults;

/// <summary>Only at night (<c>EDUDX_NIGHT=1</c>), for the reason given.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class NightFactAttribute : FactAttribute
{
    public NightFactAttribute(string why)
    {
        if (!Night.IsOn) Skip = $"{why}; run it with EDUDX_NIGHT=1";
    }
}
