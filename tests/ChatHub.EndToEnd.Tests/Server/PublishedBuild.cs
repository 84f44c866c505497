using System.Diagnostics;
using System.Text;

namespace ChatHub.EndToEnd.Tests.Server;

/// <summary>
/// The server as the Dockerfile publishes it, made once for all tests, when the first asks for it. The environment variable
/// CHATHUB_PUBLISHED names a folder that is already published, to save the time.
/// </summary>
public sealed class PublishedBuild : IAsyncLifetime
{
    private static readonly TimeSpan PublishDeadline = TimeSpan.FromMinutes(4);

    private readonly DockerRecipe _recipe = DockerRecipe.Read();
    private readonly SemaphoreSlim _gate = new(1, 1);
    private readonly List<PublishedServer> _servers = [];
    private DirectoryInfo? _operators;
    private OperatorSignIn.Held? _held;
    private DirectoryInfo? _temporary;
    private string? _folder;

    /// <summary>Starts a server on free ports and waits until it listens.</summary>
    /// <param name="settings">Environment variables beyond those that choose the ports, such as <c>ChatHub__Listeners__raw__Protocol</c>.</param>
    /// <param name="descriptors">How many descriptors the system lets it have (<c>ulimit -n</c>); null for what the tests have.</param>
    public async Task<PublishedServer> StartServerAsync(IReadOnlyDictionary<string, string>? settings = null, int? descriptors = null)
    {
        var server = await LaunchServerAsync(settings, descriptors: descriptors);
        await server.WaitUntilReadyAsync();
        return server;
    }

    /// <summary>Starts a server and does not wait: for one that is expected to refuse its settings.</summary>
    /// <param name="settings">As in <see cref="StartServerAsync"/>.</param>
    /// <param name="prepare">Puts something into the empty folder that the server is started in.</param>
    /// <param name="descriptors">As in <see cref="StartServerAsync"/>.</param>
    /// <param name="mount">A shell command that runs before it, in a mount namespace that ends with the server; the variable <c>DATA</c> has its data directory, which is there.</param>
    /// <param name="arguments">The command line.</param>
    /// <param name="systemd">A folder for what stands in for systemd as the parent of the server; null for none.</param>
    /// <param name="hasOperator">Whether it has the operator of <see cref="OperatorSignIn"/> from the start.</param>
    public async Task<PublishedServer> LaunchServerAsync(
        IReadOnlyDictionary<string, string>? settings = null, Action<string>? prepare = null, int? descriptors = null, string? mount = null, string[]? arguments = null, string? systemd = null, bool hasOperator = true)
    {
        string[] entryPoint = [.. _recipe.EntryPointIn(await GetFolderAsync()), .. arguments ?? []];
        if (descriptors is { } limit)
        {
            entryPoint = ["sh", "-c", $"ulimit -n {limit} && exec \"$@\"", "sh", .. entryPoint];
        }

        if (mount is not null)
        {
            entryPoint = ["unshare", .. MountNamespace.Options, "sh", "-c", $"DATA=$ChatHub__DataDirectory && mkdir -p $DATA && {mount} && exec \"$@\"", "sh", .. entryPoint];
        }

        if (systemd is not null)
        {
            // The server looks at the name of its parent: a shell of that name, which hands on the signal and the exit code.
            var shell = Path.Combine(systemd, "systemd");
            File.CreateSymbolicLink(shell, "/bin/sh");
            entryPoint = [shell, "-c", "trap 'kill -TERM $server' TERM; \"$@\" & server=$!; wait $server; wait $server", "sh", .. entryPoint];
        }

        if (hasOperator)
        {
            _held ??= await MakeOperatorAsync();
        }

        var server = new PublishedServer(entryPoint, settings ?? new Dictionary<string, string>(), hasOperator ? _held : null);
        _servers.Add(server);
        prepare?.Invoke(server.WorkingDirectory);
        if (hasOperator)
        {
            GiveOperator(server.DataDirectory);
        }

        server.Launch();
        return server;
    }

    /// <summary>Runs the program for something other than serving, to its end.</summary>
    /// <param name="dataDirectory">Its data directory.</param>
    /// <param name="input">What it reads from its standard input.</param>
    /// <param name="arguments">The command line.</param>
    /// <returns>Its exit code, and what it printed.</returns>
    public async Task<(int ExitCode, string Output)> RunAsync(string dataDirectory, string input, params string[] arguments)
    {
        string[] command = [.. _recipe.EntryPointIn(await GetFolderAsync()), .. arguments];
        var start = new ProcessStartInfo(command[0], command[1..]) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["ChatHub__DataDirectory"] = dataDirectory;
        using var process = Process.Start(start) ?? throw new InvalidOperationException($"{command[0]} did not start");
        await process.StandardInput.WriteLineAsync(input);
        process.StandardInput.Close();
        using var deadline = Deadline.After(TimeSpan.FromSeconds(30));
        var errors = process.StandardError.ReadToEndAsync(deadline.Token);
        var output = await process.StandardOutput.ReadToEndAsync(deadline.Token) + await errors;
        await process.WaitForExitAsync(deadline.Token);
        return (process.ExitCode, output);
    }

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        _operators?.Delete(recursive: true);
        foreach (var server in _servers)
        {
            await server.DisposeAsync();
        }

        _temporary?.Delete(recursive: true);
        _gate.Dispose();
    }

    /// <summary>Makes the operator and signs it in, once for all servers: who has the account and the keys knows the session.</summary>
    private async Task<OperatorSignIn.Held> MakeOperatorAsync()
    {
        var made = Directory.CreateTempSubdirectory("chathub-operator-");
        var (exitCode, output) = await RunAsync(made.FullName, OperatorSignIn.Password, "--create-operator", OperatorSignIn.Name, "--role", "Administrator");
        if (exitCode != 0)
        {
            throw new InvalidOperationException($"The operator of the tests was not made: {output}");
        }

        await using var server = new PublishedServer(_recipe.EntryPointIn(await GetFolderAsync()), new Dictionary<string, string> { ["ChatHub__DataDirectory"] = made.FullName });
        server.Launch();
        await server.WaitUntilReadyAsync();
        var held = await OperatorSignIn.SignInAsync(server.DashboardUrl);
        await server.StopAsync();
        _operators = made;
        return held;
    }

    private void GiveOperator(string dataDirectory)
    {
        var keys = Directory.CreateDirectory(dataDirectory).CreateSubdirectory("keys").FullName;
        foreach (var file in _operators!.EnumerateFiles("chathub.db*").Where(file => file.Extension != ".db-shm"))
        {
            file.CopyTo(Path.Combine(dataDirectory, file.Name));
        }

        foreach (var key in new DirectoryInfo(Path.Combine(_operators.FullName, "keys")).EnumerateFiles())
        {
            key.CopyTo(Path.Combine(keys, key.Name));
        }
    }

    private async Task<string> GetFolderAsync()
    {
        await _gate.WaitAsync(TestContext.Current.CancellationToken);
        try
        {
            return _folder ??= Environment.GetEnvironmentVariable("CHATHUB_PUBLISHED") is { Length: > 0 } given
                ? Path.GetFullPath(given)
                : await PublishAsync();
        }
        finally
        {
            _gate.Release();
        }
    }

    private async Task<string> PublishAsync()
    {
        _temporary ??= Directory.CreateTempSubdirectory("chathub-published-");
        foreach (var command in _recipe.BuildCommands)
        {
            await RunAsync(_recipe.Into(_temporary.FullName, command));
        }

        return _temporary.FullName;
    }

    private static async Task RunAsync(string[] command)
    {
        var start = new ProcessStartInfo(command[0], command[1..])
        {
            WorkingDirectory = Repository.Root,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        // Helper processes that outlive the command would keep its output open.
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        start.Environment["DOTNET_CLI_USE_MSBUILD_SERVER"] = "0";
        start.Environment["UseSharedCompilation"] = "false";

        var output = new StringBuilder();
        using var process = new Process { StartInfo = start };
        process.OutputDataReceived += Collect;
        process.ErrorDataReceived += Collect;
        process.Start();
        process.StandardInput.Close();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();

        using var deadline = Deadline.After(PublishDeadline);
        try
        {
            await process.WaitForExitAsync(deadline.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw new InvalidOperationException($"'{string.Join(' ', command)}' did not end in {PublishDeadline.TotalSeconds} s\n{Text()}");
        }

        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"'{string.Join(' ', command)}' ended with {process.ExitCode}\n{Text()}");
        }

        void Collect(object sender, DataReceivedEventArgs line)
        {
            lock (output)
            {
                output.AppendLine(line.Data);
            }
        }

        string Text()
        {
            lock (output)
            {
                return output.ToString();
            }
        }
    }
}
