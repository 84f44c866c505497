using System.Net;
using ChatHub.EndToEnd.Tests.Server;
using ChatHub.EndToEnd.Tests.Startup;
using ChatHub.EndToEnd.Tests.Wire;
using Microsoft.Data.Sqlite;

namespace ChatHub.EndToEnd.Tests.Storage;

/// <summary>Disks and files that are no good: the chat goes on throughout.</summary>
public sealed class DiskTests(PublishedBuild build)
{
    private static readonly TimeSpan Recovery = TimeSpan.FromSeconds(60);

    [Theory]
    [InlineData("Relaxed")]
    [InlineData("Strict")]
    public async Task Disk_IsFull_ChatGoesOn_AndTheLogRecoversByItself(string durability)
    {
        await using var server = await build.LaunchServerAsync(
            new Dictionary<string, string> { ["ChatHub__MessageLog__Durability"] = durability }, mount: "mount -t tmpfs -o size=4m tmpfs $DATA");
        await server.WaitUntilReadyAsync();
        using var visitors = new Visitors(server);
        var tom = await visitors.ChatAsync("Tom");
        var ann = await visitors.ChatAsync("Ann");
        var data = MountNamespace.Seen(server, server.DataDirectory);
        var filler = Path.Combine(data, "filler");
        Fill(filler);

        var said = 0;
        await UntilAsync(async () =>
        {
            await TalkAsync();
            return server.Output.Any(line => line.Contains("The message log cannot write", StringComparison.Ordinal)); // a full disk alone makes it unready too, before the log has noticed
        });
        Assert.Equal(HttpStatusCode.ServiceUnavailable, await HealthTests.StatusAsync(server, "/healthz/ready"));
        Assert.Equal(HttpStatusCode.OK, await HealthTests.StatusAsync(server, "/healthz/live"));
        await TalkAsync();

        File.Delete(filler);
        await UntilAsync(async () => await HealthTests.StatusAsync(server, "/healthz/ready") == HttpStatusCode.OK);
        await TalkAsync();
        MessageFile? sound = null;
        await UntilAsync(() => Task.FromResult((sound = Copy(data, said)) is not null));

        using var copy = sound!;
        copy.AssertSound();
        Assert.Equal(Enumerable.Range(0, said).Select(Line), copy.Said());
        Assert.Equal([8L, 9L], copy.Events().Where(what => what >= 8)); // LogDegraded, LogRecovered
        await server.SaysAsync("The message log writes again");
        Assert.Single(server.Output, line => line.Contains("The message log cannot write", StringComparison.Ordinal));
        Assert.Single(server.Output, line => line.Contains("The message log writes again", StringComparison.Ordinal));

        async Task TalkAsync()
        {
            for (var more = 0; more < 20; more++)
            {
                await tom.SendAsync(Line(said) + "\n");
                await ann.ReadUntilAsync($"Tom: {Line(said++)}\n");
            }
        }
    }

    [Fact]
    public async Task File_IsReadOnlyAtTheStart_ChatGoesOn_AndTheLogRecoversByItself()
    {
        await using var server = await build.LaunchServerAsync(mount:
            "{ [ ! -e $DATA/messages.db ] || { mount --bind $DATA/messages.db $DATA/messages.db && mount -o remount,bind,ro $DATA/messages.db; }; }");
        await server.WaitUntilReadyAsync();
        using (var visitors = new Visitors(server))
        {
            var first = await visitors.ChatAsync("Tom");
            await first.SendAsync("before\n");
            await first.SendAsync("/who\n");
            await first.ReadUntilAsync("Tom");
        }

        await server.RestartAsync();
        Assert.Equal(HttpStatusCode.ServiceUnavailable, await HealthTests.StatusAsync(server, "/healthz/ready"));
        using var since = new Visitors(server);
        var tom = await since.ConnectAsync(server.ChatPort);
        await tom.ReadUntilAsync("Tom: before\n");
        var ann = await since.ChatAsync("Ann");
        await tom.SendAsync("still here\n");
        await ann.ReadUntilAsync(": still here\n");

        await MountNamespace.RunInAsync(server, "mount", "-o", "remount,bind,rw", Path.Combine(server.DataDirectory, "messages.db"));
        await UntilAsync(async () => await HealthTests.StatusAsync(server, "/healthz/ready") == HttpStatusCode.OK);
        await server.StopAsync();
        using var file = MessageFile.CopyOf(server.DataDirectory);
        file.AssertSound();
        Assert.Equal(["before", "still here"], file.Said());
    }

    [Theory]
    [InlineData("garbage")]
    [InlineData("truncated")]
    [InlineData("empty")]
    public async Task File_IsDamagedAtTheStart_IsSetAside_AndTheChatGoesOn(string how)
    {
        await using var server = await build.StartServerAsync();
        using (var visitors = new Visitors(server))
        {
            var tom = await visitors.ChatAsync("Tom");
            for (var line = 0; line < 300; line++)
            {
                await tom.SendAsync($"before {line} {new string('x', 200)}\n");
            }

            await tom.SendAsync("/who\n");
            await tom.ReadUntilAsync("Tom");
        }

        await server.StopAsync();
        Damage(Path.Combine(server.DataDirectory, "messages.db"), how);
        await server.StartAgainAsync();

        Assert.Equal(HttpStatusCode.OK, await HealthTests.StatusAsync(server, "/healthz/ready"));
        using var since = new Visitors(server);
        var one = await since.ChatAsync("Ann");
        var other = await since.ChatAsync("Tom");
        await one.SendAsync("goes on\n");
        await other.ReadUntilAsync("Ann: goes on\n");
        await server.StopAsync();
        using var file = MessageFile.CopyOf(server.DataDirectory);
        Assert.Equal(["goes on"], file.Said());
        if (how != "empty") // an empty file is one that was not begun
        {
            Assert.Single(Directory.EnumerateFiles(server.DataDirectory, "messages.db.damaged-*"), file => !file.EndsWith("-wal", StringComparison.Ordinal) && !file.EndsWith("-shm", StringComparison.Ordinal));
            Assert.Contains(11L, file.Events()); // LogSetAside
            Assert.Single(server.Output, line => line.Contains("The message log was damaged: its file is now messages.db.damaged-", StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task DataDirectory_OfARunningServer_IsRefusedToAnother()
    {
        await using var server = await build.StartServerAsync();
        await using var second = await build.LaunchServerAsync(new Dictionary<string, string> { ["ChatHub__DataDirectory"] = server.DataDirectory });

        Assert.Equal(2, await second.WaitForExitAsync());
        var line = Assert.Single(second.Output);
        Assert.StartsWith($"ChatHub cannot start: ChatHub:DataDirectory is '{server.DataDirectory}': another ChatHub runs on it", line, StringComparison.Ordinal);
    }

    [Fact]
    public async Task File_OfANewerProgram_IsRefusedAndLeftAsItIs()
    {
        await using var server = await build.StartServerAsync();
        await server.StopAsync();
        var path = Path.Combine(server.DataDirectory, "messages.db");
        var header = await File.ReadAllBytesAsync(path, TestContext.Current.CancellationToken);
        header[63] = 99; // user_version, big-endian
        await File.WriteAllBytesAsync(path, header, TestContext.Current.CancellationToken);

        await using var newer = await build.LaunchServerAsync(new Dictionary<string, string> { ["ChatHub__DataDirectory"] = server.DataDirectory });
        Assert.Equal(2, await newer.WaitForExitAsync());
        var line = Assert.Single(newer.Output, line => !line.Contains(" info: ", StringComparison.Ordinal));
        Assert.Contains("it was written by a newer ChatHub (version 99 of the file", line, StringComparison.Ordinal);
        Assert.Equal(header, await File.ReadAllBytesAsync(path, TestContext.Current.CancellationToken));
    }

    private static string Line(int number) => $"line {number} {new string('x', 1_000)}";

    private static void Fill(string path)
    {
        using var file = File.Create(path);
        var block = new byte[4096];
        try
        {
            while (true)
            {
                file.Write(block);
                file.Flush();
            }
        }
        catch (IOException)
        {
            // No space is left.
        }
    }

    private static void Damage(string path, string how)
    {
        using var file = File.OpenWrite(path);
        switch (how)
        {
            case "garbage":
                file.Write(Enumerable.Repeat((byte)'x', (int)file.Length).ToArray());
                break;
            case "truncated":
                file.SetLength(file.Length * 2 / 3);
                break;
            default:
                file.SetLength(0);
                break;
        }
    }

    private static async Task UntilAsync(Func<Task<bool>> holds)
    {
        using var deadline = Deadline.After(Recovery);
        while (!await holds())
        {
            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, deadline.Token);
        }
    }

    /// <summary>A copy of the log once it has so many lines; null until then, and where the server moved pages from one file to the other while they were copied.</summary>
    private static MessageFile? Copy(string data, int lines)
    {
        var copy = MessageFile.CopyOf(data);
        try
        {
            if (copy.Said().Count >= lines && copy.Text("PRAGMA integrity_check") == "ok")
            {
                return copy;
            }
        }
        catch (SqliteException)
        {
            // halves of two states
        }

        copy.Dispose();
        return null;
    }
}
