using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Exporters;
using BenchmarkDotNet.Exporters.Json;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using EduDx.Benchmarks;
using Perfolizer.Horology;

// A class a stage. All of them take a few minutes:
//   dotnet run -c Release --project benchmarks/EduDx.Benchmarks -- --filter '*'
// In one process: the server's projects are not built once more for each run. Compare the ratios and the allocated bytes;
// nanoseconds are those of this machine on this day.
var config = DefaultConfig.Instance
    .AddJob(Job.ShortRun.WithIterationTime(TimeInterval.FromMilliseconds(250)).WithToolchain(InProcessEmitToolchain.Instance))
    .AddExporter(MarkdownExporter.GitHub, JsonExporter.Brief)
    .WithArtifactsPath(Results.Artifacts);
var summaries = BenchmarkSwitcher.FromAssembly(typeof(DecodeBenchmarks).Assembly).Run(args, config).ToArray();
Results.Publish(summaries);
return summaries.Length > 0 && summaries.All(s => !s.HasCriticalValidationErrors && s.Reports.All(r => r.Success)) ? 0 : 1;
