using System.Diagnostics;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using System.Text;
using System.Threading.Channels;
using ChatHub.EndToEnd.Tests.Server;

namespace ChatHub.EndToEnd.Tests.Startup;

/// <summary>What the server tells systemd (sd_notify(3)), and what systemd says of the unit.</summary>
public sealed class SystemdTests(PublishedBuild build) : IDisposable
{
    private const string Analyzer = "/usr/bin/systemd-analyze";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("chathub-systemd-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task Server_StartedBySystemd_SaysThatItIsReadyWorksAndStops()
    {
        using var manager = new Socket(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified);
        var path = Path.Combine(_folder.FullName, "notify");
        manager.Bind(new UnixDomainSocketEndPoint(path));
        var server = await build.LaunchServerAsync(new Dictionary<string, string> { ["NOTIFY_SOCKET"] = path, ["WATCHDOG_USEC"] = "200000" }, systemd: _folder.FullName);

        var notices = Channel.CreateUnbounded<string>();
        using var reading = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var reader = ReadAsync(manager, notices.Writer, reading.Token);
        var before = await UntilAsync(notices.Reader, "READY=1");
        await server.WaitUntilReadyAsync();
        for (var sign = 0; sign < 3; sign++)
        {
            Assert.DoesNotContain("STOPPING=1", await UntilAsync(notices.Reader, "WATCHDOG=1"));
        }

        Assert.DoesNotContain("STOPPING=1", before);
        Assert.Equal(0, await server.StopAsync(PosixSignal.SIGTERM));
        Assert.DoesNotContain("READY=1", await UntilAsync(notices.Reader, "STOPPING=1"));
        await reading.CancelAsync();
        await reader;
    }

    [Fact]
    public async Task Unit_AsSystemdReadsIt_HasNothingWrong()
    {
        Assert.SkipUnless(File.Exists(Analyzer), "systemd-analyze is not there");
        var program = (await File.ReadAllTextAsync(Path.Combine(Repository.Root, "deploy/systemd/chathub.service"), TestContext.Current.CancellationToken))
            .Replace("ExecStart=/opt/chathub/ChatHub.Server\n", "ExecStart=/bin/true\n", StringComparison.Ordinal); // nothing is installed here
        Assert.Contains("ExecStart=/bin/true\n", program, StringComparison.Ordinal);
        var unit = Path.Combine(_folder.FullName, "chathub.service");
        await File.WriteAllTextAsync(unit, program, TestContext.Current.CancellationToken);

        var (exitCode, said) = await AnalyzeAsync("verify", "--man=no", "--recursive-errors=no", unit);

        Assert.Equal((0, ""), (exitCode, said.Trim()));
    }

    private static async Task<(int ExitCode, string Said)> AnalyzeAsync(params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(Analyzer, arguments) { RedirectStandardError = true, RedirectStandardOutput = true })!;
        using var deadline = Deadline.After();
        var said = process.StandardError.ReadToEndAsync(deadline.Token);
        var output = await process.StandardOutput.ReadToEndAsync(deadline.Token);
        await process.WaitForExitAsync(deadline.Token);
        return (process.ExitCode, output + await said);
    }

    /// <summary>Reads all the time, as systemd does: whoever says something waits while too much is unread.</summary>
    private static async Task ReadAsync(Socket manager, ChannelWriter<string> notices, CancellationToken stop)
    {
        var buffer = new byte[4096];
        try
        {
            while (true)
            {
                notices.TryWrite(Encoding.ASCII.GetString(buffer, 0, await manager.ReceiveAsync(buffer, stop)).TrimEnd());
            }
        }
        catch (OperationCanceledException)
        {
            // the test has what it waited for
        }
    }

    /// <summary>What comes before such a notice, which has to come.</summary>
    private static async Task<List<string>> UntilAsync(ChannelReader<string> notices, string notice)
    {
        using var deadline = Deadline.After();
        var before = new List<string>();
        while (await notices.ReadAsync(deadline.Token) is var came && came != notice)
        {
            before.Add(came);
        }

        return before;
    }
}
