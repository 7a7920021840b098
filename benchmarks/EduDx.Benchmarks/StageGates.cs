using BenchmarkDotNet.Reports;
using EduDx.Load.Report;

namespace EduDx.Benchmarks;

/// <summary>The gates of single stages: ratios within a class, and bytes; never nanoseconds.</summary>
internal static class StageGates
{
    /// <summary>The figures that the classes of a run give.</summary>
    /// <param name="summaries">The run.</param>
    /// <param name="isQuick">On a machine that may be busy.</param>
    public static Figure[] Figures(Summary[] summaries, bool isQuick)
    {
        var all = summaries.SelectMany(s => s.Reports.Where(r => r.Success).Select(r => (Name: $"{r.BenchmarkCase.Descriptor.Type.Name}.{r.BenchmarkCase.Descriptor.WorkloadMethod.Name}", Report: r))).ToLookup(r => r.Name, r => r.Report);
        return
        [
            .. Ratio(isQuick ? "quick_decode_vs_document" : "decode_vs_document", "DecodeBenchmarks.NaiveJsonDocument", "DecodeBenchmarks.JsonFields"),
            .. Ratio(isQuick ? "quick_encoder_vs_points" : "encoder_vs_points", "HistoryEncodeBenchmarks.NaivePoints", "HistoryEncodeBenchmarks.LineProtocol"),
            .. Ratio("hand_over_vs_channel", "HandOverBenchmarks.NaiveChannelOfEvents", "HandOverBenchmarks.Batches"),
            .. Bytes("decode_bytes", "DecodeBenchmarks.Json", "DecodeBenchmarks.JsonFields", "DecodeBenchmarks.Protobuf"),
            .. Bytes("fold_bytes", "FoldBenchmarks.NewScan", "FoldBenchmarks.RepeatedScan", "FoldBenchmarks.ShardOfCity"),
            .. Bytes("line_protocol_bytes", "HistoryEncodeBenchmarks.LineProtocol"),
            .. Bytes("hand_over_bytes", "HandOverBenchmarks.Batches"),
        ];

        Figure[] Ratio(string name, string naive, string ours) =>
            all[naive].FirstOrDefault() is { } slow && all[ours].FirstOrDefault() is { } fast ? [new(name, slow.ResultStatistics!.Median / fast.ResultStatistics!.Median)] : NotMeasured(name);

        Figure[] Bytes(string name, params string[] of) =>
            of.SelectMany(o => all[o]).ToArray() is { Length: > 0 } reports ? [new(name, reports.Max(r => r.GcStats.GetBytesAllocatedPerOperation(r.BenchmarkCase) ?? throw new InvalidOperationException($"{name}: no memory was measured")))] : NotMeasured(name);

        // Whoever filters by hand asks for some stages; the quick gates are for all of theirs.
        Figure[] NotMeasured(string name) => isQuick ? [new(name, null)] : [];
    }
}
