using System.Globalization;
using System.Net;
using System.Text;
using ChatHub.EndToEnd.Tests.Server;
using ChatHub.EndToEnd.Tests.Startup;
using ChatHub.EndToEnd.Tests.Wire;

namespace ChatHub.EndToEnd.Tests.Limits;

/// <summary>A process that has few descriptors: who is in chats on, who comes is told, and it recovers by itself.</summary>
public sealed class DescriptorTests(PublishedBuild build)
{
    private const string RelayFull = "[服务器]：the server is full; try again later\n";
    private const string ChatFull = "* the server is full; try again later\r\n";

    [Fact]
    public async Task Wire_HasTakenAllThatItMay_NewcomersAreToldAndTheDashboardLives()
    {
        await using var server = await build.StartServerAsync(descriptors: 528);
        using var crowd = new Crowd(server);
        await crowd.FillAsync();

        for (var i = 0; i < 50; i++)
        {
            await crowd.FillAsync();
        }

        await crowd.TellAsync(ChatFull, server.ChatPort);
        await crowd.ChatAsync("still here");
        Assert.Equal(HttpStatusCode.OK, await HealthTests.StatusAsync(server, "/healthz/ready"));
        Assert.Equal(HttpStatusCode.OK, await HealthTests.StatusAsync(server, "/"));

        crowd.Leave(20);
        await crowd.VisitUntilAsync(() => server.Output.Any(line => line.Contains("The server has room again", StringComparison.Ordinal)));
        Assert.True(await crowd.TryEnterAsync());
        await crowd.ChatAsync("there is room again");
        Assert.Single(server.Output, line => line.Contains("The server is full with", StringComparison.Ordinal));
        Assert.Single(server.Output, line => line.Contains("The server has room again", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Dashboard_HasTakenAllThatItMay_AnswersSoAndTheWireLives()
    {
        await using var server = await build.StartServerAsync(descriptors: 528);
        using var crowd = new Crowd(server);
        await crowd.FillAsync();
        var port = new Uri(server.DashboardUrl).Port;
        var browsers = new List<WireClient>();
        for (var i = 0; i < 100; i++)
        {
            browsers.Add(await WireClient.ConnectAsync(port));
        }

        using (var late = await WireClient.ConnectAsync(port))
        {
            await late.SendAsync("GET /healthz/live HTTP/1.0\r\n\r\n"); // a request that comes after the answer does not cost the client the answer
            Assert.StartsWith("HTTP/1.1 503 ", Encoding.ASCII.GetString(await late.ReadToEndAsync()), StringComparison.Ordinal);
        }

        await crowd.FillAsync(); // who comes is told, not left hanging
        await crowd.ChatAsync("still here");

        browsers.ForEach(browser => browser.Dispose());
        using var deadline = Deadline.After();
        while (await HealthTests.StatusAsync(server, "/healthz/live") != HttpStatusCode.OK)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, deadline.Token); // until it has seen them leave
        }

        Assert.Single(server.Output, line => line.Contains("The dashboard is full", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Process_IsOutOfDescriptors_NewcomersOfAllListenersAreToldAndItRecovers()
    {
        await using var server = await build.StartServerAsync();
        using var crowd = new Crowd(server);
        for (var i = 0; i < 10; i++)
        {
            Assert.True(await crowd.TryEnterAsync());
        }

        // Below what it reckons with: now accepting itself fails.
        var used = Directory.GetFileSystemEntries($"/proc/{server.ProcessId}/fd").Length;
        await using (var lower = ExternalClient.Start("prlimit", "--pid", $"{server.ProcessId}", string.Create(CultureInfo.InvariantCulture, $"--nofile={used + 5}:")))
        {
            Assert.Equal(0, await lower.WaitForExitAsync());
        }

        await crowd.FillAsync();
        for (var i = 0; i < 20; i++)
        {
            await crowd.TellAsync(ChatFull, server.ChatPort);
            await crowd.FillAsync();
        }

        await crowd.ChatAsync("still here");
        crowd.Leave(5);
        await crowd.VisitUntilAsync(() => server.Output.Any(line => line.Contains("The server has room again", StringComparison.Ordinal)));
        Assert.True(await crowd.TryEnterAsync());
        await crowd.ChatAsync("there is room again");
        Assert.Single(server.Output, line => line.Contains("The server is full with", StringComparison.Ordinal));
        Assert.Null(server.ExitCode);
    }

    [Fact]
    public async Task Process_HasTooFewToRun_SaysSoInOneLine()
    {
        await using var server = await build.LaunchServerAsync(descriptors: 200);

        Assert.NotEqual(0, await server.WaitForExitAsync(TimeSpan.FromSeconds(30)));
        Assert.Equal(
            ["ChatHub cannot start: the system lets it have 200 descriptors: at least 512 are needed; raise the limit (ulimit -n, LimitNOFILE)"], server.Output);
    }

    /// <summary>Clients of the relay, and whoever else was let in.</summary>
    private sealed class Crowd(PublishedServer server) : IDisposable
    {
        /// <summary>Most that are let in although the server was full a moment ago: it closes files of its own now and then.</summary>
        private const int MostLate = 10;

        private readonly List<WireClient> _inside = [];
        private readonly List<WireClient> _elsewhere = [];
        private bool _wasFull;
        private int _late;

        /// <summary>One comes: it is taken in, or told and closed.</summary>
        public async Task<bool> TryEnterAsync()
        {
            var client = await WireClient.ConnectAsync(server.RelayPort);
            var greeting = Encoding.UTF8.GetBytes(Visitors.RelayGreeting);
            var first = await client.ReadExactlyAsync(greeting.Length);
            if (first.AsSpan().SequenceEqual(greeting))
            {
                _inside.Add(client);
                return true;
            }

            using (client)
            {
                byte[] told = [.. first, .. await client.ReadToEndAsync()];
                Assert.Equal(RelayFull, Encoding.UTF8.GetString(told));
                Assert.False(client.Received.WasReset, "It was reset");
                return false;
            }
        }

        /// <summary>They come until one is turned away: a few at most, if one was turned away before.</summary>
        public async Task FillAsync()
        {
            while (await TryEnterAsync())
            {
                Assert.InRange(_inside.Count, 1, 1000);
                CountLate();
            }

            _wasFull = true;
        }

        /// <summary>They come to another listener until one is turned away, and that one is told all of it and not reset.</summary>
        public async Task TellAsync(string expected, int port)
        {
            while (true)
            {
                var client = await WireClient.ConnectAsync(port);
                var first = await client.ReadExactlyAsync(expected.Length);
                if (Encoding.UTF8.GetString(first) != expected)
                {
                    _elsewhere.Add(client); // let in: greeted
                    CountLate();
                    continue;
                }

                using (client)
                {
                    Assert.Empty(await client.ReadToEndAsync());
                    Assert.False(client.Received.WasReset, "It was reset");
                    return;
                }
            }
        }

        /// <summary>One after the other comes and leaves, until the server has seen that others left.</summary>
        public async Task VisitUntilAsync(Func<bool> seen)
        {
            using var deadline = Deadline.After();
            while (!seen())
            {
                deadline.Token.ThrowIfCancellationRequested();
                if (await TryEnterAsync())
                {
                    Leave(1);
                }

                // Faster, and on a busy machine the visitors themselves would take the places whose end the server has not seen yet.
                await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, deadline.Token);
            }
        }

        /// <summary>The first says something, and all read it.</summary>
        public async Task ChatAsync(string text)
        {
            await _inside[0].SendAsync(text + "\n");
            foreach (var client in _inside)
            {
                await client.ExpectAsync(text + "\n");
            }
        }

        /// <summary>The last ones leave.</summary>
        public void Leave(int count)
        {
            foreach (var client in _inside.TakeLast(count).ToArray())
            {
                client.Dispose();
                _inside.Remove(client);
            }
        }

        public void Dispose()
        {
            _inside.ForEach(client => client.Dispose());
            _elsewhere.ForEach(client => client.Dispose());
        }

        private void CountLate()
        {
            if (_wasFull)
            {
                Assert.InRange(++_late, 1, MostLate);
            }
        }
    }
}
