using System.Net;
using EduDx.Log;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using MQTTnet.AspNetCore;
using MQTTnet.Server;

namespace EduDx.Load.Peers;

/// <summary>
/// The peers that run in this program: <c>bare</c> is MQTTnet's broker on Kestrel as its documentation sets it up, <c>waiting</c> is the same with our
/// log, waiting for the commit in the interceptor. Two show what the generator can do: <c>sink</c> acknowledges without looking, and <c>frames</c>
/// sends walls one frame again and again.
/// </summary>
internal static class PeerMain
{
    public static async Task<int> RunAsync(string name, int size)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        var folder = Directory.CreateTempSubdirectory("edudx-peer-");
        var log = name == "waiting" ? EventLog.Open(new EventLogOptions { Folder = folder.FullName }, TimeProvider.System) : null;
        if (name is not ("sink" or "frames"))
        {
            builder.Services.AddHostedMqttServer(mqtt => mqtt.WithoutDefaultEndpoint());
            builder.Services.AddMqttConnectionHandler();
        }
        ListenOptions? listening = null;
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen =>
        {
            listening = listen;
            if (name == "sink") listen.Run(Sink.RunAsync);
            else if (name == "frames") listen.Run(new FramePusher(size).RunAsync);
            else listen.UseMqtt();
        }));
        await using var app = builder.Build();
        if (log is not null) app.Services.GetRequiredService<MqttServer>().InterceptingPublishAsync += args => WaitAsync(log, args);
        await app.StartAsync();

        while (await Console.In.ReadLineAsync() is { } asked)
        {
            Console.WriteLine(asked == "port" ? listening!.IPEndPoint!.Port : GC.GetTotalAllocatedBytes());
        }
        await app.StopAsync();
        log?.Dispose();
        folder.Delete(recursive: true);
        return 0;
    }

    private static async Task WaitAsync(EventLog log, InterceptingPublishEventArgs args)
    {
        args.ProcessPublish = false;
        if (log.Append(LogStream.Events, args.ApplicationMessage.Payload.FirstSpan, out var ticket) != AppendStatus.Queued) throw new InvalidOperationException("the log refused");
        await log.WaitAsync(ticket, args.CancellationToken);
    }
}
