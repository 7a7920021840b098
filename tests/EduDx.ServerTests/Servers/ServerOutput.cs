using System.Collections.Concurrent;

namespace EduDx.ServerTests.Servers;

/// <summary>What a server wrote, and which of it is a fault.</summary>
internal sealed class ServerOutput
{
    private static readonly string[] Faults = ["fail: ", "crit: ", "Unhandled exception", StartupHook.Mark];

    private readonly ConcurrentQueue<string> _lines = new();

    // Whoever asks /readyz early is told so, and the framework writes an unhealthy answer as an error.
    private readonly List<string> _expected = ["the figures are catching up with the log"];

    public void Add(string? line)
    {
        if (line is not null) _lines.Enqueue(line);
    }

    /// <summary>A fault that holds <paramref name="text"/> belongs to the test.</summary>
    public void Expect(string text) => _expected.Add(text);

    public bool Has(string text) => _lines.Any(l => l.Contains(text, StringComparison.Ordinal));

    public string[] FaultLines() =>
        [.. _lines.Where(l => Faults.Any(f => l.Contains(f, StringComparison.Ordinal)) && !_expected.Any(e => l.Contains(e, StringComparison.Ordinal)))];

    public override string ToString() => string.Join('\n', _lines);
}
