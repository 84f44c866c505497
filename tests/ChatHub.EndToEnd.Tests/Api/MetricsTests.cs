using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using ChatHub.EndToEnd.Tests.Server;
using ChatHub.EndToEnd.Tests.Wire;

namespace ChatHub.EndToEnd.Tests.Api;

/// <summary><c>/metrics</c>, and that what the ready-made dashboard and alert rules ask for is there.</summary>
public sealed partial class MetricsTests(PublishedBuild build)
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Metrics_AfterAChat_CountIt()
    {
        await using var server = await build.StartServerAsync();
        using var client = await WireClient.ConnectAsync(server.RelayPort);
        await client.SendAsync("one\ntwo\n");
        await client.ReadUntilAsync("two\n");

        var metrics = await ReadAsync(server);

        Assert.Equal("1", Value(metrics, "chathub_connections_open", "listener=\"relay\""));
        Assert.Equal("2", Value(metrics, "chathub_listener_messages_received_total", "listener=\"relay\""));
        Assert.Equal("8", Value(metrics, "chathub_listener_received_bytes_total", "protocol=\"Relay\""));
        Assert.NotEqual("0", Value(metrics, "chathub_delivery_duration_seconds_count", ""));
        Assert.Equal("0", Value(metrics, "chathub_viewers", ""));
    }

    [Fact]
    public async Task DashboardAndAlerts_WhatTheyAskFor_IsThere()
    {
        await using var server = await build.StartServerAsync(new Dictionary<string, string> { ["ChatHub__Webhooks__pager__Url"] = "http://127.0.0.1:1/", ["ChatHub__Webhooks__pager__Secret"] = "seven quiet lanterns" });
        using (var client = await WireClient.ConnectAsync(server.RelayPort))
        {
            await client.SendAsync("one\n");
            await client.ReadUntilAsync("one\n");
        }

        var names = SampleNames().Matches(await ReadAsync(server)).Select(match => match.Groups[1].Value).ToHashSet();
        var board = JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(Repository.Root, "deploy/grafana/chathub.json"), Stop))!;
        var asked = board["panels"]!.AsArray().SelectMany(panel => panel!["targets"]?.AsArray() ?? []).Select(target => (string)target!["expr"]!)
            .Concat((await File.ReadAllLinesAsync(Path.Combine(Repository.Root, "deploy/prometheus/alerts.yaml"), Stop)).Where(line => line.Contains("expr:", StringComparison.Ordinal)))
            .SelectMany(expression => AskedNames().Matches(expression)).Select(match => match.Value).ToHashSet();

        Assert.True(asked.Count > 15, $"only {asked.Count} names were found");
        Assert.Empty(asked.Except(names));
        Assert.Empty(names.Where(name => name.StartsWith("chathub_webhook_", StringComparison.Ordinal)).Except(asked)); // all that there is of webhooks is shown
    }

    private static async Task<string> ReadAsync(PublishedServer server)
    {
        using var http = OperatorSignIn.Client(server.DashboardUrl);
        using var deadline = Deadline.After();
        while (true)
        {
            var text = await http.GetStringAsync(new Uri(server.DashboardUrl + "/metrics"), deadline.Token);
            if (text.Contains("chathub_delivery_duration_seconds_count{", StringComparison.Ordinal))
            {
                return text; // a delivery is counted after its receivers have it
            }

            await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System, deadline.Token);
        }
    }

    private static string Value(string metrics, string name, string label) =>
        metrics.Split('\n').First(line => line.StartsWith(name + "{", StringComparison.Ordinal) && line.Contains(label, StringComparison.Ordinal)).Split(' ')[1];

    [GeneratedRegex("^([a-z_]+)\\{", RegexOptions.Multiline)]
    private static partial Regex SampleNames();

    [GeneratedRegex("\\b(chathub|dotnet|kestrel|http_server)_[a-z_]+")]
    private static partial Regex AskedNames();
}
