using System.Diagnostics;
using System.Runtime.InteropServices;

namespace ChatHub.EndToEnd.Tests.Server;

/// <summary>
/// The published server as a process of its own, started in an empty folder with ports that the system chooses. It can be
/// stopped and started again; it then has the same ports, folders and data.
/// </summary>
public sealed partial class PublishedServer : IAsyncDisposable
{
    private const string ListenerPrefix = "ChatHub__Listeners__";
    private static readonly TimeSpan StartDeadline = TimeSpan.FromSeconds(30);

    private readonly string[] _entryPoint;
    private readonly OperatorSignIn.Held? _held;
    private readonly Dictionary<string, string> _settings;
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("chathub-server-");
    private readonly List<string> _output = [];
    private TaskCompletionSource _printed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private StartupBanner _banner;
    private Process? _process;
    private bool _disposed;

    internal PublishedServer(string[] entryPoint, IReadOnlyDictionary<string, string> settings, OperatorSignIn.Held? held = null)
    {
        _entryPoint = entryPoint;
        _held = held;
        WorkingDirectory = _folder.CreateSubdirectory("started-here").FullName;
        DataDirectory = Path.Combine(_folder.FullName, "data");
        _settings = new Dictionary<string, string>
        {
            ["Urls"] = $"http://127.0.0.1:{Ports.Next()}",
            ["ChatHub__DataDirectory"] = DataDirectory,
            [EndpointOf("relay")] = $"127.0.0.1:{Ports.Next()}",
            [EndpointOf("chat")] = $"127.0.0.1:{Ports.Next()}",
        };
        foreach (var (name, value) in settings)
        {
            _settings[name] = value;
        }

        _banner = NewBanner();
    }

    /// <summary>Empty when the server starts.</summary>
    public string WorkingDirectory { get; }

    /// <summary>Where the server keeps its data.</summary>
    public string DataDirectory { get; }

    public int RelayPort => Port("relay");

    public int ChatPort => Port("chat");

    /// <summary>The address of the dashboard, without a slash at the end.</summary>
    public string DashboardUrl => _banner.DashboardUrl;

    public int ProcessId => Running.Id;

    /// <summary>Null while it runs.</summary>
    public int? ExitCode => Running.HasExited ? Running.ExitCode : null;

    /// <summary>All lines that it printed, to both outputs, over all its starts.</summary>
    public IReadOnlyList<string> Output
    {
        get
        {
            lock (_output)
            {
                return [.. _output];
            }
        }
    }

    private Process Running => _process ?? throw new InvalidOperationException("The server was not started");

    /// <summary>The port of a listener.</summary>
    public int Port(string listener) => _banner.EndPoint(listener).Port;

    /// <summary>What the server printed for a listener: its endpoint, or <c>faulted: reason</c>.</summary>
    public string Place(string listener) => _banner.Place(listener);

    /// <summary>Waits until the server has said where it listens.</summary>
    public async Task WaitUntilReadyAsync()
    {
        using var deadline = Deadline.After(StartDeadline);
        var exit = Running.WaitForExitAsync(deadline.Token);
        await Task.WhenAny(_banner.Complete, exit);
        if (!_banner.Complete.IsCompleted)
        {
            var what = Running.HasExited ? $"ended with {Running.ExitCode}" : $"said nothing in {StartDeadline.TotalSeconds} s";
            throw Failure($"The server {what} before it told where these listen: {string.Join(", ", _banner.Missing)}");
        }

        KeepPorts();
        if (_held is not null)
        {
            OperatorSignIn.Know(DashboardUrl, _held);
        }
    }

    /// <summary>Waits until the server has printed a line with these words.</summary>
    public async Task SaysAsync(string words)
    {
        using var deadline = Deadline.After();
        while (true)
        {
            Task printed;
            lock (_output)
            {
                if (_output.Any(line => line.Contains(words, StringComparison.Ordinal)))
                {
                    return;
                }

                printed = _printed.Task;
            }

            try
            {
                await printed.WaitAsync(deadline.Token);
            }
            catch (OperationCanceledException)
            {
                throw Failure($"The server does not say '{words}'");
            }
        }
    }

    /// <summary>Asks the server to stop and waits until it has.</summary>
    /// <param name="signal">SIGTERM as a service manager does, or SIGINT as Ctrl-C does.</param>
    /// <param name="within">How long it may take.</param>
    /// <returns>The exit code.</returns>
    public Task<int> StopAsync(PosixSignal signal = PosixSignal.SIGTERM, TimeSpan? within = null)
    {
        Signal(signal);
        return WaitForExitAsync(within);
    }

    /// <summary>Asks the server to stop, and does not wait.</summary>
    /// <param name="signal">As in <see cref="StopAsync"/>.</param>
    public void Signal(PosixSignal signal)
    {
        var number = signal switch
        {
            PosixSignal.SIGINT => 2,
            PosixSignal.SIGTERM => 15,
            _ => throw new ArgumentOutOfRangeException(nameof(signal), signal, "SIGTERM or SIGINT"),
        };
        if (SendSignal(Running.Id, number) != 0)
        {
            throw Failure($"The signal was not sent: {Marshal.GetLastPInvokeErrorMessage()}");
        }
    }

    /// <summary>Waits until the server ends by itself.</summary>
    /// <returns>The exit code.</returns>
    public async Task<int> WaitForExitAsync(TimeSpan? within = null)
    {
        using var deadline = Deadline.After(within);
        try
        {
            await Running.WaitForExitAsync(deadline.Token);
        }
        catch (OperationCanceledException)
        {
            throw Failure($"The server did not end in {(within ?? Deadline.Default).TotalSeconds} s");
        }

        return Running.ExitCode;
    }

    /// <summary>Ends the server at once, as a crash or a power failure does.</summary>
    public async Task KillAsync()
    {
        if (_process is not { HasExited: false } process)
        {
            return;
        }

        process.Kill(entireProcessTree: true);
        await process.WaitForExitAsync(CancellationToken.None);
    }

    /// <summary>Starts the server that has ended once more: the same ports, the same data.</summary>
    public async Task StartAgainAsync()
    {
        if (ExitCode is null)
        {
            throw new InvalidOperationException("The server still runs");
        }

        Running.Dispose();
        _banner = NewBanner();
        Launch();
        await WaitUntilReadyAsync();
    }

    /// <summary>Stops the server and starts it again.</summary>
    public async Task RestartAsync(PosixSignal signal = PosixSignal.SIGTERM)
    {
        await StopAsync(signal);
        await StartAgainAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (_disposed)
        {
            return;
        }

        _disposed = true;
        if (_banner.Complete.IsCompleted)
        {
            OperatorSignIn.Forget(DashboardUrl);
        }

        await KillAsync();
        _process?.Dispose();
        _folder.Delete(recursive: true);
    }

    internal void Launch()
    {
        var start = new ProcessStartInfo(_entryPoint[0], _entryPoint[1..])
        {
            WorkingDirectory = WorkingDirectory,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        // Nothing of the developer's or the build's own environment may decide how the server runs.
        foreach (var name in start.Environment.Keys.Where(IsSetting).ToArray())
        {
            start.Environment.Remove(name);
        }

        foreach (var (name, value) in _settings)
        {
            start.Environment[name] = value;
        }

        var banner = _banner;
        _process = new Process { StartInfo = start };
        _process.OutputDataReceived += (_, line) => Collect(line.Data);
        _process.ErrorDataReceived += (_, line) => Collect(line.Data);
        _process.Start();
        _process.StandardInput.Close();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();

        void Collect(string? line)
        {
            if (line is null)
            {
                return;
            }

            lock (_output)
            {
                _output.Add(line);
                _printed.SetResult();
                _printed = new(TaskCreationOptions.RunContinuationsAsynchronously);
            }

            banner.Read(line);
        }
    }

    private static bool IsSetting(string name) =>
        name.StartsWith("ASPNETCORE_", StringComparison.OrdinalIgnoreCase)
        || name.StartsWith("ChatHub__", StringComparison.OrdinalIgnoreCase)
        || name.Equals("DOTNET_ENVIRONMENT", StringComparison.OrdinalIgnoreCase)
        || name.Equals("Urls", StringComparison.OrdinalIgnoreCase);

    private static string EndpointOf(string listener) => $"{ListenerPrefix}{listener}__Endpoint";

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int SendSignal(int processId, int signal);

    /// <summary>The listeners that are set to listen, and so are in the banner.</summary>
    private IEnumerable<string> Listeners() =>
        _settings.Keys
            .Where(name => name.StartsWith(ListenerPrefix, StringComparison.Ordinal))
            .Select(name => name[ListenerPrefix.Length..].Split("__")[0])
            .Distinct(StringComparer.OrdinalIgnoreCase)
            .Where(name => !string.Equals(_settings.GetValueOrDefault($"{ListenerPrefix}{name}__Enabled"), "false", StringComparison.OrdinalIgnoreCase));

    private StartupBanner NewBanner() => new(Listeners());

    /// <summary>A next start takes the ports that this one was given.</summary>
    private void KeepPorts()
    {
        _settings["Urls"] = _banner.DashboardUrl;
        foreach (var listener in Listeners().Where(name => !_banner.Place(name).StartsWith("faulted", StringComparison.Ordinal)).ToArray())
        {
            _settings[EndpointOf(listener)] = _banner.EndPoint(listener).ToString();
        }
    }

    private InvalidOperationException Failure(string message) => new($"{message}. It printed:\n{string.Join('\n', Output)}");
}
