namespace EduDx.ServerTests.Servers;

/// <summary>Tests that hold the server to seconds: they run with no other test beside them.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class Alone
{
    public const string Name = "alone";
}
