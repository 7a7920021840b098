using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Exporters;
using BenchmarkDotNet.Exporters.Json;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using EduDx.Benchmarks;
using EduDx.Load.Report;
using Perfolizer.Horology;

// A class a stage. All of them take a few minutes:
//   dotnet run -c Release --project benchmarks/EduDx.Benchmarks -- --filter '*'
// The gates of single stages alone (benchmarks/gates.json), as continuous integration holds them; nothing is written:
//   dotnet run -c Release --project benchmarks/EduDx.Benchmarks -- quick
// In one process: the server's projects are not built once more for each run. Compare the ratios and the allocated bytes;
// nanoseconds are those of this machine on this day.
var isQuick = args is ["quick"];
var config = DefaultConfig.Instance
    .AddJob(Job.ShortRun.WithIterationTime(TimeInterval.FromMilliseconds(isQuick ? 100 : 250)).WithToolchain(InProcessEmitToolchain.Instance))
    .AddExporter(MarkdownExporter.GitHub, JsonExporter.Brief)
    .WithArtifactsPath(Results.Artifacts);
string[] quick = ["--filter", "*DecodeBenchmarks.*Json*", "*DecodeBenchmarks.Protobuf", "*FoldBenchmarks.*Scan", "*FoldBenchmarks.ShardOfCity", "*HistoryEncodeBenchmarks*", "*HandOverBenchmarks*"];
var summaries = BenchmarkSwitcher.FromAssembly(typeof(DecodeBenchmarks).Assembly).Run(isQuick ? quick : args, config).ToArray();
var figures = StageGates.Figures(summaries, isQuick);
Console.WriteLine(Gate.Table(figures));
if (!isQuick) Results.Publish(summaries, Gate.Table(figures));
var missed = Gate.Missed(figures);
foreach (var figure in missed) Console.Error.WriteLine($"gate not reached: {figure}");
return summaries.Length > 0 && missed.Length == 0 && summaries.All(s => !s.HasCriticalValidationErrors && s.Reports.All(r => r.Success)) ? 0 : 1;
