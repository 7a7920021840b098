using EduDx.Load.Measures;
using EduDx.Load.Peers;
using EduDx.Load.Report;

// EduDx.Load ingest | one-in-flight | grpc | end-to-end | peers | quick | all: real servers in processes of their own, real sockets.
// Writes to benchmarks/results, and ends with 1 when a gate of benchmarks/gates.json is not reached.
if (args is ["peer", var name]) return await PeerMain.RunAsync(name);
var city = Directory.CreateTempSubdirectory("edudx-city-");
try
{
    await Processes.CityAsync(city.FullName);
    var figures = new List<Figure>();
    var asked = args is [] or ["all"] ? ["ingest", "one-in-flight", "grpc", "end-to-end", "peers"] : args;
    foreach (var measure in asked)
    {
        figures.AddRange(measure switch
        {
            "ingest" => await IngestMeasure.RunAsync(city.FullName, rounds: 5, seconds: 3, warmup: 8, all: true),
            "one-in-flight" => await OneInFlightMeasure.RunAsync(city.FullName, rounds: 5, seconds: 3, warmup: 8),
            "grpc" => await GrpcMeasure.RunAsync(city.FullName, rounds: 5, seconds: 3, warmup: 5),
            "end-to-end" => await EndToEndMeasure.RunAsync(city.FullName, rounds: 5, seconds: 5, warmup: 15),
            "peers" => await PeersMeasure.RunAsync(rounds: 5, seconds: 1, warmup: 2),
            "quick" => await IngestMeasure.RunAsync(city.FullName, rounds: 3, seconds: 1.5, warmup: 4, all: false),
            _ => throw new ArgumentException($"unknown measure {measure}"),
        });
    }
    var missed = Gate.Missed(figures);
    foreach (var figure in missed) Console.Error.WriteLine($"gate not reached: {figure}");
    return missed.Length == 0 ? 0 : 1;
}
finally
{
    city.Delete(recursive: true);
}
