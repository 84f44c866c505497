using System.Text.RegularExpressions;
using ChatHub.Server.Tests.Doubles;
using ChatHub.Wire.Admission;
using Xunit;

namespace ChatHub.Server.Tests.Deploy;

/// <summary>The alert rules ask for what the server says.</summary>
public sealed partial class AlertsTests
{
    [Fact]
    public async Task Refuses_AsksForAFullServerAndForTheLimitsOfAnAddress()
    {
        var lines = await File.ReadAllLinesAsync(RepositoryRoot.File("deploy", "prometheus", "alerts.yaml"), TestContext.Current.CancellationToken);
        var asked = lines.SkipWhile(line => !line.EndsWith("alert: ChatHubRefuses", StringComparison.Ordinal)).First(line => line.Contains("expr:", StringComparison.Ordinal));

        Assert.Contains("chathub_connections_refused_total", asked, StringComparison.Ordinal);
        Assert.Equal([nameof(RefusalCause.TooManyConnections), nameof(RefusalCause.TooManyConnects)], TurnedAway().Match(asked).Groups[1].Value.Split('|'));
    }

    [GeneratedRegex("chathub_connections_turned_away_total\\{cause=~\"([^\"]*)\"\\}")]
    private static partial Regex TurnedAway();
}
