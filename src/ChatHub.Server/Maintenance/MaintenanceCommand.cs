using System.Runtime.InteropServices;
using ChatHub.Server.Hosting;
using ChatHub.Server.Storage.MessageLog;
using ChatHub.Server.Storage.MessageLog.Writing;
using Microsoft.Data.Sqlite;

namespace ChatHub.Server.Maintenance;

/// <summary>What the program does instead of serving, when it is started with one of these options.</summary>
internal static class MaintenanceCommand
{
    /// <summary>Exit code of a command that did what it should, and found nothing wrong.</summary>
    public const int Good = 0;

    /// <summary>Exit code of a command that failed, or found something wrong.</summary>
    public const int Bad = 1;

    /// <summary>Exit code of a command line that cannot be understood.</summary>
    public const int Misused = 2;

    private const string Help =
        """
        ChatHub: a TCP chat hub with a dashboard.

          (no option)       serves until Ctrl-C or SIGTERM, then stops in order; a second one stops at once
          --backup FILE     copies the message log to FILE; the server may run meanwhile
          --verify [FILE]   checks the message log, or a copy of it; the server may run meanwhile
          --create-operator NAME --role Viewer|Operator|Administrator
          --reset-operator NAME
                            make an operator, or set a new password and lift locks; the password is read from
                            standard input; the server may run meanwhile
          --create-key NAME --role Viewer|Operator|Administrator
                            makes an API key and prints it, once
          --check-config    reads and checks the settings and the certificates that they name, and says what is wrong
          --version         prints the version
          --help            this

        Settings can be given as --ChatHub:Limits:Connections=100; docs/settings.md lists them. All of these need
        ChatHub:DataDirectory only. Exit codes: 0 good, 1 something is wrong, 2 cannot be understood or cannot start,
        128 and the signal's number where a second signal ended it.
        """;

    private static readonly string[] s_options = ["--backup", "--verify", "--check-config", "--version", "--help", "-h", "/?"];

    /// <summary>Takes such an option and what belongs to it out of the command line.</summary>
    /// <param name="arguments">The command line; afterwards, what of it are settings.</param>
    /// <returns>The option, with its value; null when there is none.</returns>
    public static (string Option, string? Value)? TakeFrom(ref string[] arguments)
    {
        var at = Array.FindIndex(arguments, argument => s_options.Contains(argument.Split('=')[0], StringComparer.Ordinal));
        if (at < 0)
        {
            return null;
        }

        var parts = arguments[at].Split('=', 2);
        var length = 1;
        var value = parts.Length > 1 ? parts[1] : null;
        if (value is null && parts[0] is "--backup" or "--verify" && at + 1 < arguments.Length && !arguments[at + 1].StartsWith("--", StringComparison.Ordinal))
        {
            value = arguments[at + 1];
            length = 2;
        }

        arguments = [.. arguments[..at], .. arguments[(at + length)..]];
        return (parts[0], value);
    }

    /// <summary>Runs it. Ctrl-C ends it, and what is half done is removed.</summary>
    /// <returns>The exit code.</returns>
    public static async Task<int> RunAsync((string Option, string? Value) command, IConfiguration configuration, TimeProvider time, TextWriter output, TextWriter errors)
    {
        using var stop = new CancellationTokenSource();
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
        var files = new MessageLogFiles(ChatHubSettings.DataDirectoryIn(configuration));
        try
        {
            switch (command)
            {
                case ("--backup", { Length: > 0 } file):
                    return await new BackupCommand(files.Log, Path.GetFullPath(file), time, output).RunAsync(stop.Token);
                case ("--verify", var file):
                    return await new VerifyCommand(string.IsNullOrEmpty(file) ? files.Log : Path.GetFullPath(file), time, output).RunAsync(stop.Token);
                case ("--check-config", _):
                    var settings = ChatHubSettings.From(configuration, onlyCheck: true);
                    if (CertificateFiles.Problems(settings, time.GetUtcNow()) is { Count: > 0 } problems)
                    {
                        throw new SettingsException(problems);
                    }

                    await output.WriteLineAsync($"The settings are good: {settings.Listeners.Count} listeners ({string.Join(", ", settings.Listeners.Select(one => $"{one.Name} {one.EndpointText}"))}), data in {settings.DataDirectory}.");
                    return Good;
                case ("--version", _):
                    await output.WriteLineAsync($"ChatHub {StartupBanner.Version}");
                    return Good;
                case ("--backup", _):
                    await errors.WriteLineAsync("--backup needs the name of a file to write");
                    return Misused;
                default:
                    await output.WriteLineAsync(Help);
                    return Good;
            }
        }
        catch (MaintenanceException failure)
        {
            await errors.WriteLineAsync(failure.Message);
        }
        catch (SettingsException refusal)
        {
            await errors.WriteLineAsync(refusal.Message);
        }
        catch (Exception failure) when (failure is SqliteException)
        {
            await errors.WriteLineAsync($"'{files.Log}': {StorageFault.Reason(failure)}");
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            await errors.WriteLineAsync(failure.Message);
        }
        catch (OperationCanceledException)
        {
            await errors.WriteLineAsync("stopped");
        }

        return Bad;

        void Stop(PosixSignalContext signal)
        {
            signal.Cancel = true;
            stop.Cancel();
        }
    }
}

/// <summary>A command cannot do what it should; the message says why, in a line.</summary>
internal sealed class MaintenanceException(string message) : Exception(message);
