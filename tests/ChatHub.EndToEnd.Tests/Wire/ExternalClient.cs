using System.Diagnostics;
using System.IO.Pipelines;
using System.Text;

namespace ChatHub.EndToEnd.Tests.Wire;

/// <summary>A real program as a client: ncat, nc, telnet, plink, socat. The test types into it and reads what it prints.</summary>
public sealed class ExternalClient : IAsyncDisposable
{
    private readonly Process _process;
    private readonly Task _output;
    private readonly Pipe _pipe = new(new PipeOptions(pauseWriterThreshold: 0));
    private readonly StringBuilder _errors = new();

    private ExternalClient(string name, Process process)
    {
        _process = process;
        var printed = _pipe.Reader.AsStream();
        Received = new ReceivedBytes(name, printed.ReadAsync);
        process.ErrorDataReceived += (_, line) =>
        {
            lock (_errors)
            {
                _errors.AppendLine(line.Data);
            }
        };
        process.BeginErrorReadLine();
        _output = PumpAsync();
    }

    /// <summary>What the program has printed.</summary>
    public ReceivedBytes Received { get; }

    /// <summary>What the program has complained about.</summary>
    public string Errors
    {
        get
        {
            lock (_errors)
            {
                return _errors.ToString();
            }
        }
    }

    /// <summary>Starts the program with pipes for its input and output, as in <c>printf 'hi\n' | ncat host port</c>.</summary>
    public static ExternalClient Start(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        return new ExternalClient(program, Process.Start(start)!);
    }

    /// <summary>
    /// Starts the program on a pseudo-terminal, as a person does: keys such as Ctrl-C ("\x03") work, what is typed is
    /// echoed, and the terminal prints <c>\r\n</c> for <c>\n</c>.
    /// </summary>
    public static ExternalClient StartOnTerminal(string program, params string[] arguments)
    {
        var words = arguments.Prepend(program).Select(word => $"'{word.Replace("'", @"'\''", StringComparison.Ordinal)}'");
        return Start("script", "--quiet", "--return", "--command", "exec " + string.Join(' ', words), "/dev/null");
    }

    public async Task SendAsync(ReadOnlyMemory<byte> bytes)
    {
        using var deadline = Deadline.After();
        await _process.StandardInput.BaseStream.WriteAsync(bytes, deadline.Token);
        await _process.StandardInput.BaseStream.FlushAsync(deadline.Token);
    }

    public Task SendAsync(string text) => SendAsync(Encoding.UTF8.GetBytes(text));

    /// <summary>The end of what is piped into the program.</summary>
    public void CloseInput() => _process.StandardInput.Close();

    /// <inheritdoc cref="ReceivedBytes.ReadUntilAsync(string, TimeSpan?)"/>
    public Task<string> ReadUntilAsync(string marker, TimeSpan? within = null) => Received.ReadUntilAsync(marker, within);

    /// <summary>All that the program still prints until it ends.</summary>
    public async Task<string> ReadToEndAsync(TimeSpan? within = null) => Encoding.UTF8.GetString(await Received.ReadToEndAsync(within));

    /// <summary>Waits until the program ends by itself.</summary>
    /// <returns>Its exit code.</returns>
    public async Task<int> WaitForExitAsync(TimeSpan? within = null)
    {
        using var deadline = Deadline.After(within);
        try
        {
            await _process.WaitForExitAsync(deadline.Token);
        }
        catch (OperationCanceledException)
        {
            throw new WireException($"{_process.StartInfo.FileName} did not end. It complained: \"{Errors}\"");
        }

        return _process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
        }

        await _process.WaitForExitAsync(CancellationToken.None);
        await _output;
        _process.Dispose();
    }

    private async Task PumpAsync()
    {
        // A pipe of the operating system cannot be read with a deadline; this one can.
        await _process.StandardOutput.BaseStream.CopyToAsync(_pipe.Writer, CancellationToken.None);
        await _pipe.Writer.CompleteAsync();
    }
}
