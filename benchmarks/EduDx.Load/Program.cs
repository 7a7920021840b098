using EduDx.Load.Measures;

// EduDx.Load ingest | access | one-in-flight | grpc | end-to-end | peers | latency | fan-out | slow-viewer | overload | recovery | history | scale | soak | quick | all [--seconds N]
// Real servers in processes of their own, real sockets. Several measures may be named; --seconds is the length of what is measured in each of
// latency, fan-out, slow-viewer, overload, recovery, history and soak, and makes the run a trial with a page of its own
// (a soak of 1200 s or more is none). Writes to benchmarks/results, and ends
// with 1 when a gate of benchmarks/gates.json is not reached.
if (args is ["peer", var name, var size]) return await PeerMain.RunAsync(name, int.Parse(size, CultureInfo.InvariantCulture));
double? asked = null;
if (args is [.. var before, "--seconds", var number])
{
    asked = double.Parse(number, CultureInfo.InvariantCulture);
    args = before;
}
string[] all = ["ingest", "access", "one-in-flight", "grpc", "end-to-end", "peers", "latency", "fan-out", "slow-viewer", "overload", "recovery", "history", "scale", "soak"];
using var cities = new Cities();
var figures = new List<Figure>();
foreach (var measure in args is [] or ["all"] ? all : args)
{
    Page.IsTrial = asked < (measure == "soak" ? SoakMeasure.LeastSeconds : double.PositiveInfinity);
    figures.AddRange(measure switch
    {
        "ingest" => await IngestMeasure.RunAsync(await cities.TenthAsync(), rounds: 5, seconds: 3, warmup: 8, all: true),
        "access" => await AccessMeasure.RunAsync(await cities.TenthAsync(), rounds: Page.IsTrial ? 5 : 9, seconds: asked ?? 3, warmup: 8),
        "one-in-flight" => await OneInFlightMeasure.RunAsync(await cities.TenthAsync(), rounds: 5, seconds: 3, warmup: 8),
        "grpc" => await GrpcMeasure.RunAsync(await cities.TenthAsync(), rounds: 5, seconds: 3, warmup: 5),
        "end-to-end" => await EndToEndMeasure.RunAsync(await cities.TenthAsync(), rounds: 5, seconds: 5, warmup: 15),
        "peers" => await PeersMeasure.RunAsync(rounds: 5, seconds: 1, warmup: 2),
        "latency" => await LatencyMeasure.RunAsync(await cities.WholeAsync(), seconds: asked ?? 60, warmup: 10),
        "fan-out" => await FanOutMeasure.RunAsync(await cities.WholeAsync(), seconds: asked ?? 30, warmup: 10),
        "slow-viewer" => await SlowViewerMeasure.RunAsync(await cities.WholeAsync(), rounds: 5, seconds: asked ?? 8, warmup: 10),
        "overload" => await OverloadMeasure.RunAsync(await cities.TenthAsync(), seconds: asked ?? 60, warmup: 8),
        "recovery" => await RecoveryMeasure.RunAsync(await cities.WholeAsync(), rounds: 5, seconds: asked ?? 15, warmup: 8),
        "history" => await HistoryMeasure.RunAsync(await cities.WholeAsync(), rounds: 5, seconds: asked ?? 10, warmup: 8),
        "scale" => await ScaleMeasure.RunAsync(cities, seconds: 8, warmup: 6),
        "soak" => await SoakMeasure.RunAsync(await cities.WholeAsync(), seconds: asked ?? 3600, warmup: 30),
        "quick" => await IngestMeasure.RunAsync(await cities.TenthAsync(), rounds: 3, seconds: 1.5, warmup: 4, all: false),
        _ => throw new ArgumentException($"unknown measure {measure}; there are {string.Join(", ", all)}, quick and all"),
    });
}
var missed = Gate.Missed(figures);
foreach (var figure in missed) Console.Error.WriteLine($"gate not reached: {figure}");
return missed.Length == 0 ? 0 : 1;
