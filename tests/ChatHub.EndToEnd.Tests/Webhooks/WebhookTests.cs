using System.Diagnostics;
using System.Text.RegularExpressions;
using ChatHub.EndToEnd.Tests.Server;
using ChatHub.EndToEnd.Tests.Wire;

namespace ChatHub.EndToEnd.Tests.Webhooks;

/// <summary>Webhooks of the published server, with receivers of the tests.</summary>
public sealed partial class WebhookTests(PublishedBuild build)
{
    private const string Secret = "swordfish swordfish";

    [Fact]
    public async Task Chat_WithWebhooks_IsToldWithAGoodSignature()
    {
        using var receiver = new Receiver();
        await using var server = await build.StartServerAsync(Settings(receiver, "connect, disconnect, message, fault", "q=alarm*", grace: "00:00:00"));
        using (var client = await WireClient.ConnectAsync(server.RelayPort))
        {
            await client.SendAsync("all quiet\nALARMS in hall 三\n");
            await receiver.UntilAsync(one => one.Taken.Any(taken => taken.Event == "message"), "the message");
        }

        await receiver.UntilAsync(one => one.Taken.Count == 3, "the disconnect");
        Assert.Equal(["connect", "message", "disconnect"], receiver.Taken.Select(one => one.Event));
        var message = receiver.Taken[1];
        Assert.Equal(("ALARMS in hall 三", "relay", "pager"), (message.Text, (string?)message.Json["entry"]!["listener"], (string?)message.Json["webhook"]));
        Assert.Equal((message.Event, message.Id), (message.Headers["ChatHub-Event"], message.Headers["ChatHub-Delivery"]));
        Assert.Equal("clientClosed", (string?)receiver.Taken[2].Json["entry"]!["reason"]);
        Assert.True(await IsGenuineAsync(message.Headers["ChatHub-Signature"], message.Body));
        Assert.False(await IsGenuineAsync(message.Headers["ChatHub-Signature"], [.. message.Body, (byte)' ']));
        Assert.False(await IsGenuineAsync(Regex.Replace(message.Headers["ChatHub-Signature"], @"t=\d+", "t=1700000000"), message.Body)); // too old
        AssertNoSecretIn(server);
    }

    [Fact]
    public async Task Receiver_FailsWhileTheServerRestarts_GetsEachMessage()
    {
        using var receiver = new Receiver { Status = 503 };
        await using var server = await build.StartServerAsync(Settings(receiver, "message", ""));
        using (var client = await WireClient.ConnectAsync(server.RelayPort))
        {
            await client.SendAsync(string.Concat(Enumerable.Range(0, 300).Select(number => $"line {number}\n")));
            await client.ReadUntilAsync("line 299\n");
        }

        await receiver.UntilAsync(one => one.Requests.Count > 0, "an attempt");
        Assert.Equal(0, await server.StopAsync());
        await server.StartAgainAsync();
        await receiver.UntilAsync(one => one.Requests.Count > 1, "an attempt after the restart");
        receiver.Status = 200;
        await receiver.UntilAsync(one => one.Taken.Count >= 300, "all messages", TimeSpan.FromMinutes(1));

        Assert.Equal(Enumerable.Range(0, 300).Select(number => $"line {number}"), receiver.Taken.Select(one => one.Text));
        Assert.Single(receiver.Requests.Where(one => one.Text == "line 0").Select(one => one.Id).Distinct());
        Assert.Contains(server.Output, line => line.Contains("Webhook pager could not be delivered", StringComparison.Ordinal));
        AssertNoSecretIn(server);
    }

    [Fact]
    public async Task Server_IsKilled_WhatWasNotTakenComes()
    {
        using var receiver = new Receiver();
        await using var server = await build.StartServerAsync(Settings(receiver, "message", ""));
        using (var client = await WireClient.ConnectAsync(server.RelayPort))
        {
            await client.SendAsync("before\n");
            await receiver.UntilAsync(one => one.Taken.Any(taken => taken.Text == "before"), "the first");
            await UntilKeptAsync(server);
            receiver.Status = 500;
            await client.SendAsync("lost?\n");
            await receiver.UntilAsync(one => one.Requests.Any(taken => taken.Text == "lost?"), "an attempt");
        }

        await server.KillAsync();
        receiver.Status = 200;
        await server.StartAgainAsync();

        await receiver.UntilAsync(one => one.Taken.Any(taken => taken.Text == "lost?"), "the second");
    }

    [Fact]
    public async Task Settings_AreWrong_StopTheStartWithoutTheSecret()
    {
        using var receiver = new Receiver();
        var settings = Settings(receiver, "shout", "");
        settings["ChatHub__Webhooks__0__Secrets"] = Secret;
        await using var server = await build.LaunchServerAsync(settings);

        Assert.NotEqual(0, await server.WaitForExitAsync(TimeSpan.FromSeconds(30)));
        Assert.Contains(server.Output, line => line.Contains("ChatHub:Webhooks:0:Events is 'shout': expected some of connect, disconnect, message, fault", StringComparison.Ordinal));
        AssertNoSecretIn(server);
    }

    private static Dictionary<string, string> Settings(Receiver receiver, string events, string filter, string grace = "00:00:10") => new()
    {
        ["ChatHub__Webhooks__0__Name"] = "pager", ["ChatHub__Webhooks__0__Url"] = receiver.Url, ["ChatHub__Webhooks__0__Secret"] = Secret,
        ["ChatHub__Webhooks__0__Events"] = events, ["ChatHub__Webhooks__0__Filter"] = filter, ["ChatHub__Webhooks__0__Grace"] = grace,
    };

    private static void AssertNoSecretIn(PublishedServer server) => Assert.DoesNotContain(server.Output, line => line.Contains("swordfish", StringComparison.Ordinal) || line.Contains("secret-path", StringComparison.Ordinal));

    /// <summary>Waits until the file says how far the webhook is.</summary>
    private static async Task UntilKeptAsync(PublishedServer server)
    {
        using var deadline = Deadline.After();
        using var watcher = new FileSystemWatcher(server.DataDirectory, "webhooks.json");
        var made = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        watcher.Created += (_, _) => made.TrySetResult();
        watcher.Renamed += (_, _) => made.TrySetResult();
        watcher.EnableRaisingEvents = true;
        if (!File.Exists(Path.Combine(server.DataDirectory, "webhooks.json")))
        {
            await made.Task.WaitAsync(deadline.Token);
        }
    }

    /// <summary>Asks the example of <c>docs/webhooks.md</c>.</summary>
    private static async Task<bool> IsGenuineAsync(string header, byte[] body)
    {
        var example = Example().Match(await File.ReadAllTextAsync(Path.Combine(Repository.Root, "docs/webhooks.md"), TestContext.Current.CancellationToken)).Groups[1].Value;
        var script = example + "\nimport sys\nprint(is_genuine(sys.argv[1], sys.argv[2], sys.stdin.buffer.read()))\n";
        using var process = Process.Start(new ProcessStartInfo("python3", ["-c", script, Secret, header]) { RedirectStandardInput = true, RedirectStandardOutput = true })!;
        await process.StandardInput.BaseStream.WriteAsync(body);
        process.StandardInput.Close();
        var answer = (await process.StandardOutput.ReadToEndAsync()).Trim();
        await process.WaitForExitAsync();
        return answer switch { "True" => true, "False" => false, _ => throw new InvalidOperationException($"the example said '{answer}'") };
    }

    [GeneratedRegex("```python\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Example();
}
