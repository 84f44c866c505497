using System.Text;
using ChatHub.Chat;
using ChatHub.Server.Hosting;
using ChatHub.Server.Maintenance;
using ChatHub.Server.Storage.MessageLog;
using ChatHub.Server.Storage.Sqlite;
using ChatHub.Server.Tests.Storage.MessageLog;
using ChatHub.Server.Tests.Storage.MessageLog.Writing;
using ChatHub.Wire.Tests.Tls;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace ChatHub.Server.Tests.Maintenance;

public sealed class MaintenanceCommandTests : IAsyncLifetime
{
    private readonly LogUnderTest _host = new();

    private string Copy => Path.Combine(_host.Folder, "copy.db");

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Theory]
    [InlineData("--verify", "--verify", null, "")]
    [InlineData("a=1 --verify b=2", "--verify", "b=2", "a=1")]
    [InlineData("--verify --x=1", "--verify", null, "--x=1")]
    [InlineData("--backup f --x=1", "--backup", "f", "--x=1")]
    [InlineData("--x=1 --backup=f", "--backup", "f", "--x=1")]
    [InlineData("--help --backup f", "--help", null, "--backup f")]
    public void Option_IsTakenOutOfTheCommandLine(string line, string option, string? value, string left)
    {
        var arguments = line.Split(' ');
        Assert.Equal((option, value), MaintenanceCommand.TakeFrom(ref arguments));
        Assert.Equal(left, string.Join(' ', arguments));
    }

    [Fact]
    public void CommandLine_WithoutSuchAnOption_IsLeftAsItIs()
    {
        string[] arguments = ["--Urls", "http://localhost:1"];
        Assert.Null(MaintenanceCommand.TakeFrom(ref arguments));
        Assert.Equal(2, arguments.Length);
    }

    [Fact]
    public async Task Help_NamesTheOptions()
    {
        var (code, output, _) = await RunAsync("--help", null);
        Assert.Equal(0, code);
        Assert.Contains("--backup FILE", output, StringComparison.Ordinal);
        Assert.Contains("--verify [FILE]", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Version_OnTheCommandLine_IsSaidAndNothingElse()
    {
        string[] arguments = ["--version"];
        var taken = MaintenanceCommand.TakeFrom(ref arguments);
        Assert.Equal(("--version", null), taken);

        var (code, output, errors) = await RunAsync("--version", null);

        Assert.Equal((0, $"ChatHub {StartupBanner.Version}\n", ""), (code, output.ReplaceLineEndings("\n"), errors));
        Assert.Matches("^[0-9]+\\.[0-9]+", StartupBanner.Version);
    }

    [Fact]
    public async Task CheckConfig_CertificatesThatAreNamed_AreOpened()
    {
        using var certificates = new TestCertificates();
        certificates.WriteServer();
        var settings = new Dictionary<string, string?>
        {
            ["ChatHub:Listeners:safe:Endpoint"] = "127.0.0.1:0", ["ChatHub:Listeners:safe:Protocol"] = "Chat", ["ChatHub:Listeners:safe:Tls:CertificateFile"] = certificates.CertificateFile,
            ["ChatHub:Dashboard:CertificateFile"] = certificates.CertificateFile,
        };
        var (good, output, _) = await RunAsync("--check-config", null, settings);
        Assert.Equal((0, true), (good, output.StartsWith("The settings are good: 1 listeners", StringComparison.Ordinal)));

        certificates.Spoil(DateTime.UnixEpoch);
        settings["ChatHub:Dashboard:CertificateFile"] = "none.pem";
        var (bad, _, errors) = await RunAsync("--check-config", null, settings);

        Assert.NotEqual(0, bad);
        Assert.Collection(
            errors.Trim().Split('\n'),
            line => Assert.StartsWith("ChatHub:Listeners:safe:Tls: ", line, StringComparison.Ordinal),
            line => Assert.Matches("^ChatHub:Dashboard:CertificateFile is 'none.pem': .*there is no file none.pem", line));

        certificates.WriteServer();
        settings["ChatHub:Dashboard:CertificateFile"] = null;
        var (over, _, why) = await RunAsync("--check-config", null, settings, new FakeTimeProvider(TimeProvider.System.GetUtcNow().AddYears(2)));
        Assert.NotEqual(0, over);
        Assert.Contains("the certificate ended on 2", why, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Backup_BesideAWritingLog_IsWholeAndVerifies()
    {
        _host.Open();
        _host.Say(Enumerable.Range(0, 5_000).Select(number => $"{number} {new string('x', 500)}"));
        await _host.WriteAsync();
        using var writing = new CancellationTokenSource();
        var writer = Task.Run(async () =>
        {
            while (!writing.IsCancellationRequested)
            {
                await _host.Log.WhenDeliverable(_host.Say(Enumerable.Repeat("more", 1_000)));
                await Task.Yield();
            }
        }, TestContext.Current.CancellationToken);

        var (code, output, errors) = await RunAsync("--backup", Copy);
        await writing.CancelAsync();
        await writer;

        Assert.Equal((0, ""), (code, errors));
        Assert.Contains($"are in '{Copy}'", output, StringComparison.Ordinal);
        Assert.False(Path.Exists(Copy + ".partial"));
        Assert.False(Path.Exists(Copy + "-wal"));
        Assert.Equal(0, (await RunAsync("--verify", Copy)).Code);
        using var copy = MessageLogFiles.OpenToRead(Copy);
        var last = Statement.Number(copy, "SELECT max(id) FROM messages");
        Assert.True(last >= 5_000);
        Assert.StartsWith(FormattableString.Invariant($"{last:N0} entries"), output.Split('\n')[^2], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Backup_TakenAsTheLog_IsGoneOnFrom()
    {
        _host.Open();
        _host.Say("a", "b");
        await _host.WriteAsync();
        Assert.Equal(0, (await RunAsync("--backup", Copy)).Code);
        _host.Say("after the backup");
        await _host.CloseAsync();

        File.Move(Copy, _host.Files.Log, overwrite: true);
        _host.Open();
        Assert.Equal(["a", "b"], _host.Log.Newest(10, 1000).Select(entry => entry.Text));
        Assert.Equal(3, _host.Say("c"));
    }

    [Fact]
    public async Task Backup_OntoAFileThatIsThere_IsRefused()
    {
        _host.Open();
        await File.WriteAllTextAsync(Copy, "precious", TestContext.Current.CancellationToken);
        Assert.Equal((1, "", $"'{Copy}' is there already: give the name of a new file\n"), await RunAsync("--backup", Copy));
        Assert.Equal("precious", await File.ReadAllTextAsync(Copy, TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("--backup")]
    [InlineData("--verify")]
    public async Task Command_WithoutALog_SaysSo(string option)
    {
        var (code, _, errors) = await RunAsync(option, option == "--backup" ? Copy : null);
        Assert.Equal(1, code);
        Assert.StartsWith($"there is no message log '{_host.Files.Log}'", errors, StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFiles(_host.Folder));
    }

    [Fact]
    public async Task Backup_WithoutAName_IsMisuse() => Assert.Equal(2, (await RunAsync("--backup", null)).Code);

    [Fact]
    public async Task Verify_OfAWholeFile_IsGood()
    {
        _host.Open();
        _host.Append([.. Enumerable.Range(0, 9_000).Select(number => _host.Said($"{number}", from: new SessionIdentity((number % 50) + 1, "relay", "r", Encoding.UTF8)))]);
        await _host.CloseAsync();

        var (code, output, errors) = await RunAsync("--verify", null);
        Assert.Equal((0, ""), (code, errors));
        Assert.Contains("9,000 entries, numbers 1 to 9000\ngood\n", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("DELETE FROM messages WHERE id BETWEEN 10 AND 12", "entries 10 to 12 are missing, and no record says why")]
    [InlineData("DELETE FROM connections WHERE id = 7", "entry 1 says nothing of its connection")]
    [InlineData("UPDATE marks SET latest = latest - 1", "entry 100 is in no mark")]
    public async Task Verify_OfAFileThatLacksSomething_SaysWhat(string damage, string fault)
    {
        await SpoilAsync(damage);
        var (code, output, _) = await RunAsync("--verify", null);
        Assert.Equal(1, code);
        Assert.Contains(fault, output.Split('\n'));
        Assert.Contains("not good", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Verify_OfAGapThatARecordExplains_IsGood()
    {
        await SpoilAsync(
            "DELETE FROM messages WHERE id BETWEEN 10 AND 12",
            "UPDATE messages SET kind = 4, event = 10, text = '3 (10-12) 2026-03-01T12:00:00Z/2026-03-01T12:00:00Z' WHERE id = 50");
        var (code, output, _) = await RunAsync("--verify", null);
        Assert.Equal(0, code);
        Assert.Contains("entries 10 to 12 are missing: they could not be written then", output.Split('\n'));
    }

    [Fact]
    public async Task Verify_OfADamagedFile_SaysSo()
    {
        await SpoilAsync();
        using (var file = File.OpenWrite(_host.Files.Log))
        {
            file.Position = 3 * 8192;
            file.Write(new byte[8192]);
        }

        var (code, output, _) = await RunAsync("--verify", null);
        Assert.Equal(1, code);
        Assert.Contains("the file is damaged: ", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Verify_ManyFaults_TellsTheFirstAndCountsTheRest()
    {
        await SpoilAsync("DELETE FROM connections WHERE id = 7");
        var lines = (await RunAsync("--verify", null)).Output.Split('\n');
        Assert.Equal(FaultLines.Most, lines.Count(line => line.EndsWith("says nothing of its connection", StringComparison.Ordinal)));
        Assert.Contains("not good: 100 faults, the first 20 are above", lines);
    }

    [Fact]
    public async Task Verify_StoppedWhileItChecksThePages_Stops()
    {
        _host.Open();
        _host.Say(Enumerable.Repeat("some text", 20_000));
        await _host.CloseAsync();
        using var stop = new CancellationTokenSource();
        using var output = new StoppingWriter("checking the pages", stop);
        var time = new FakeTimeProvider { AutoAdvanceAmount = TimeSpan.FromSeconds(1) };

        await Assert.ThrowsAsync<OperationCanceledException>(() => new VerifyCommand(_host.Files.Log, time, output).RunAsync(stop.Token));
        Assert.True(stop.IsCancellationRequested);
        Assert.DoesNotContain("checked", output.ToString(), StringComparison.Ordinal);
    }

    /// <summary>Stops the command when it says something.</summary>
    private sealed class StoppingWriter(string words, CancellationTokenSource stop) : StringWriter
    {
        public override void WriteLine(string? value)
        {
            base.WriteLine(value);
            if (value?.Contains(words, StringComparison.Ordinal) == true)
            {
                stop.Cancel();
            }
        }
    }

    private async Task SpoilAsync(params string[] statements)
    {
        _host.Open();
        _host.Append([.. Enumerable.Range(1, 100).Select(number => Entries.Said(0, $"{number}", at: _host.Time.GetUtcNow().AddMilliseconds(number)))]);
        await _host.CloseAsync();
        using var connection = MessageLogFiles.OpenToWrite(_host.Files.Log);
        foreach (var statement in statements)
        {
            Statement.Execute(connection, statement);
        }
    }

    private async Task<(int Code, string Output, string Errors)> RunAsync(string option, string? value, Dictionary<string, string?>? settings = null, TimeProvider? time = null)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?> { ["ChatHub:DataDirectory"] = _host.Folder }).AddInMemoryCollection(settings).Build();
        using var output = new StringWriter { NewLine = "\n" };
        using var errors = new StringWriter { NewLine = "\n" };
        var code = await MaintenanceCommand.RunAsync((option, value), configuration, time ?? TimeProvider.System, output, errors);
        return (code, output.ToString(), errors.ToString());
    }
}
