using EduDx.FirmwareSim.Commands;

using var stop = new CancellationTokenSource();
Console.CancelKeyPress += (_, e) =>
{
    e.Cancel = true;
    stop.Cancel();
};
return await CommandTable.RunAsync(args, TimeProvider.System, stop.Token);
