using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace ChatHub.Benchmarks.Load.Target;

/// <summary>A server that the tool starts itself, as its child, and ends by its id.</summary>
internal sealed class StartedServer : IAsyncDisposable
{
    private const int RememberedLines = 10;
    private static readonly TimeSpan s_startLimit = TimeSpan.FromSeconds(30);

    private readonly Process _process;
    private readonly Queue<string> _output = new();

    private StartedServer(Process process) => _process = process;

    /// <summary>Id of its process.</summary>
    public int ProcessId => _process.Id;

    /// <summary>Starts it and waits until it accepts connections.</summary>
    /// <param name="command">The command: assignments <c>NAME=value</c> for its environment, the program, its arguments; <c>%PORT%</c> stands for the port.</param>
    /// <param name="endpoint">Where it will listen.</param>
    /// <param name="time">The clock.</param>
    /// <param name="stop">Ends the waiting.</param>
    /// <exception cref="LoadException">It does not start.</exception>
    public static async Task<StartedServer> StartAsync(string command, IPEndPoint endpoint, TimeProvider time, CancellationToken stop)
    {
        var line = StartCommand.Parse(command.Replace("%PORT%", endpoint.Port.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal));
        var start = new ProcessStartInfo(line.Program, line.Arguments) { RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true };
        foreach (var (name, value) in line.Environment)
        {
            start.Environment[name] = value;
        }

        Process process;
        try
        {
            process = Process.Start(start)!;
        }
        catch (System.ComponentModel.Win32Exception failure)
        {
            throw new LoadException($"--start: '{line.Program}' cannot be started: {failure.Message}");
        }

        var server = new StartedServer(process);
        server.ReadOutput();
        try
        {
            await server.WaitUntilItAccepts(endpoint, time, stop);
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <summary>A port that nobody uses now.</summary>
    public static int FreePort(IPAddress address)
    {
        using var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(address, 0));
        return ((IPEndPoint)socket.LocalEndPoint!).Port;
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
            await _process.WaitForExitAsync();
        }

        _process.Dispose();
    }

    private async Task WaitUntilItAccepts(IPEndPoint endpoint, TimeProvider time, CancellationToken stop)
    {
        var start = time.GetTimestamp();
        while (time.GetElapsedTime(start) < s_startLimit)
        {
            if (_process.HasExited)
            {
                throw new LoadException($"--start: the server ended with exit code {_process.ExitCode} before it listened. {LastOutput()}");
            }

            using var probe = new Socket(endpoint.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
            try
            {
                await probe.ConnectAsync(endpoint, stop);
                return;
            }
            catch (SocketException)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(50), time, stop);
            }
        }

        throw new LoadException($"--start: the server did not listen on {endpoint} within {s_startLimit.TotalSeconds} s; %PORT% in the command stands for the port. {LastOutput()}");
    }

    /// <summary>Reads what it writes, so that it is never held up by it, and remembers the end.</summary>
    private void ReadOutput()
    {
        _process.OutputDataReceived += (_, line) => Remember(line.Data);
        _process.ErrorDataReceived += (_, line) => Remember(line.Data);
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    private void Remember(string? line)
    {
        if (line is not null)
        {
            lock (_output)
            {
                _output.Enqueue(line);
                while (_output.Count > RememberedLines)
                {
                    _output.Dequeue();
                }
            }
        }
    }

    private string LastOutput()
    {
        lock (_output)
        {
            return _output.Count == 0 ? "It wrote nothing." : "It wrote last:\n  " + string.Join("\n  ", _output);
        }
    }
}
