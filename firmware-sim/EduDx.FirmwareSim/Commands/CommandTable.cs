using EduDx.FirmwareSim.Devices;

namespace EduDx.FirmwareSim.Commands;

/// <summary>Finds the command and turns expected failures into one line and an exit code: 0 good, 1 failed, 2 wrong usage.</summary>
public static class CommandTable
{
    private const string Usage =
        "firmware-sim: the simulated city\n" +
        "  city     " + CityCommand.Summary + "\n" +
        "  sources  " + SourcesCommand.Summary + "\n" +
        "  morning  " + MorningCommand.Summary + "\n" +
        "  day      " + DayCommand.Summary + "\n" +
        "  attack   " + AttackCommand.Summary + "\n" +
        "  verify   " + VerifyCommand.Summary + "\n" +
        "firmware-sim COMMAND --help lists a command's options.\n";

    /// <summary>Runs the command that <paramref name="args"/> names.</summary>
    public static async Task<int> RunAsync(string[] args, TimeProvider time, CancellationToken stop)
    {
        try
        {
            return await DispatchAsync(args, time, stop).ConfigureAwait(false);
        }
        catch (UsageException e)
        {
            await Console.Error.WriteLineAsync($"firmware-sim: {e.Message}").ConfigureAwait(false);
            return 2;
        }
        catch (ServerException e)
        {
            await Console.Error.WriteLineAsync($"firmware-sim: {e.Message}").ConfigureAwait(false);
            return 1;
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            await Console.Error.WriteLineAsync("firmware-sim: stopped").ConfigureAwait(false);
            return 1;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            await Console.Error.WriteLineAsync($"firmware-sim: {e.Message}; check the folder and its rights").ConfigureAwait(false);
            return 1;
        }
    }

    private static Task<int> DispatchAsync(string[] args, TimeProvider time, CancellationToken stop)
    {
        stop.ThrowIfCancellationRequested();
        if (args.Length == 0 || args[0] is "--help" or "-h" or "help")
        {
            Console.Write(Usage);
            return Task.FromResult(args.Length == 0 ? 2 : 0);
        }
        return args[0] switch
        {
            "city" => Run(args, CityCommand.Summary, CityCommand.Options, line => Task.FromResult(CityCommand.Run(line, time))),
            "sources" => Run(args, SourcesCommand.Summary, SourcesCommand.Options, line => SourcesCommand.RunAsync(line, stop)),
            "morning" => Run(args, MorningCommand.Summary, MorningCommand.Options, line => MorningCommand.RunAsync(line, time, stop)),
            "day" => Run(args, DayCommand.Summary, DayCommand.Options, line => DayCommand.RunAsync(line, time, stop)),
            "attack" => Run(args, AttackCommand.Summary, AttackCommand.Options, line => AttackCommand.RunAsync(line, time, stop)),
            "verify" => Run(args, VerifyCommand.Summary, VerifyCommand.Options, line => VerifyCommand.RunAsync(line, time, stop)),
            _ => throw new UsageException($"unknown command '{args[0]}'; see firmware-sim --help"),
        };
    }

    private static Task<int> Run(string[] args, string summary, IReadOnlyList<CommandOption> options, Func<CommandLine, Task<int>> command)
    {
        if (args.AsSpan(1).ContainsAny("--help", "-h"))
        {
            Console.Write(CommandLine.Help(args[0], summary, options));
            return Task.FromResult(0);
        }
        return command(new CommandLine(args[0], options, args.AsSpan(1)));
    }
}
