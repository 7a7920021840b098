using System.Globalization;
using System.Reflection;
using System.Runtime.InteropServices;
using EduDx.Log;
using MQTTnet.Server;

namespace EduDx.Load.Report;

/// <summary>On what and with what a run was measured; written beside its figures.</summary>
internal static class Machine
{
    public static string[] Lines(RawFsync disk) =>
    [
        $"when: {DateTimeOffset.UtcNow.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture)} UTC, commit {Commit()}",
        $"machine: {Environment.ProcessorCount} cores, {Cpu()}, {GC.GetGCMemoryInfo().TotalAvailableMemoryBytes >> 20} MiB, load before the run {File.ReadAllText("/proc/loadavg").Split(' ')[0]}",
        $"versions: {RuntimeInformation.FrameworkDescription}, {RuntimeInformation.OSDescription.Trim()}, MQTTnet {Version(typeof(MqttServer).Assembly)}",
        string.Create(CultureInfo.InvariantCulture, $"disk: write and fsync of {RawFsync.Bytes} B p50 {disk.P50Micros:0} us, p99 {disk.P99Micros:0} us"),
    ];

    /// <summary>A line with the versions of the programs that were measured beside ours; none where there are none.</summary>
    public static string[] Peers(IEnumerable<string?> versions) =>
        versions.OfType<string>().Distinct().ToArray() is { Length: > 0 } known ? [$"peers: {string.Join("; ", known)}"] : [];

    private static string Cpu() =>
        File.ReadLines("/proc/cpuinfo").FirstOrDefault(l => l.StartsWith("model name", StringComparison.Ordinal))?.Split(':')[1].Trim() ?? RuntimeInformation.ProcessArchitecture.ToString();

    // Of the code that ran, not of the working tree: the build writes it into the assembly.
    private static string Commit() => Version(typeof(EventLog).Assembly).Split('+') is [_, { Length: >= 7 } hash] ? hash[..7] : "unknown";

    public static string Version(Assembly assembly) => assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion;
}
