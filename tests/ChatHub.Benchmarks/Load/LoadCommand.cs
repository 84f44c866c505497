using System.Runtime.InteropServices;
using System.Security.Cryptography;
using ChatHub.Benchmarks.Load.Modes;
using ChatHub.Benchmarks.Load.Options;
using ChatHub.Benchmarks.Load.Reporting;
using ChatHub.Benchmarks.Load.Target;

namespace ChatHub.Benchmarks.Load;

/// <summary>The command <c>load</c>: reads the command line, has the server, runs the mode, prints the report.</summary>
internal sealed class LoadCommand(TextWriter output, TextWriter errors, TimeProvider time)
{
    /// <summary>Exit code of a run in which a line was lost, doubled, reordered or damaged, or none came.</summary>
    public const int Faulty = 1;

    /// <summary>Exit code of a run that could not be made.</summary>
    public const int Impossible = 2;

    /// <summary>Exit code of a run that was stopped.</summary>
    public const int Stopped = 130;

    private static readonly ILoadMode[] s_modes = [new FanoutMode(), new LatencyMode(), new IdleMode(), new ChurnMode(), new SlowMode(), new SoakMode()];

    /// <summary>Runs it; a signal to stop ends the run and the server that it started.</summary>
    /// <param name="arguments">What follows <c>load</c>.</param>
    /// <returns>The exit code.</returns>
    public async Task<int> RunAsync(string[] arguments)
    {
        using var stop = new CancellationTokenSource();
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
        try
        {
            return await RunAsync(arguments, stop.Token);
        }
        catch (LoadException impossible)
        {
            await errors.WriteLineAsync($"load: {impossible.Message}");
            return Impossible;
        }
        catch (OperationCanceledException)
        {
            await errors.WriteLineAsync("load: stopped");
            return Stopped;
        }

        void Stop(PosixSignalContext signal)
        {
            signal.Cancel = true;
            stop.Cancel();
        }
    }

    private async Task<int> RunAsync(string[] arguments, CancellationToken stop)
    {
        if (arguments is [] or ["--help" or "-h", ..])
        {
            Print(LoadHelp.All(s_modes));
            return arguments is [] ? Impossible : 0;
        }

        var mode = s_modes.FirstOrDefault(mode => mode.Name == arguments[0])
            ?? throw new LoadException($"'{arguments[0]}' is not a mode; there are {string.Join(", ", s_modes.Select(mode => mode.Name))}; --help explains them");
        if (arguments.Contains("--help"))
        {
            Print(LoadHelp.One(mode));
            return 0;
        }

        var options = mode.Defaults();
        OptionParser.Parse(arguments.AsSpan(1), [.. OptionTable.Common, .. mode.Options], options);
        var report = await RunAsync(mode, options, stop);
        Print(options.Json ? [report.Json()] : report.Table());
        return report.Passed ? 0 : Faulty;
    }

    private async Task<LoadReport> RunAsync(ILoadMode mode, LoadOptions options, CancellationToken stop)
    {
        var endpoint = LoadTarget.Loopback(options.Host, options.Port ?? 0);
        if (endpoint.Port == 0)
        {
            endpoint.Port = StartedServer.FreePort(endpoint.Address);
        }

        await using var server = options.Start is { } command ? await StartedServer.StartAsync(command, endpoint, time, stop) : null;
        var target = new LoadTarget(endpoint, server?.ProcessId ?? options.Pid);
        var run = BitConverter.ToUInt32(RandomNumberGenerator.GetBytes(sizeof(uint)));
        return mode.Run(new LoadContext(options, target, new RunClock(time), run, options.Json ? errors.WriteLine : output.WriteLine, stop));
    }

    private void Print(IEnumerable<string> lines)
    {
        foreach (var line in lines)
        {
            output.WriteLine(line);
        }
    }
}
