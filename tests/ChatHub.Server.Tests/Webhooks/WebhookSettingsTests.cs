using ChatHub.Server.Webhooks;
using Microsoft.Extensions.Configuration;
using Xunit;

namespace ChatHub.Server.Tests.Webhooks;

/// <summary>Wrong settings stop the start with a line that names them, and never the secret.</summary>
public sealed class WebhookSettingsTests
{
    private const string Secret = "swordfish-swordfish";

    [Theory]
    [InlineData("Url", "", "Url is missing")]
    [InlineData("Url", "ftp://example.org/" + Secret, "Url is no such address: expected one like https://example.org/hook")]
    [InlineData("Url", "https://user:" + Secret + "@example.org/", "without a user and a password")]
    [InlineData("Url", "/hook/" + Secret, "expected one like https://example.org/hook")]
    [InlineData("Secret", "swordfish", "Secret has 9 characters: expected 16 to 256")]
    [InlineData("Secrett", Secret, "Secrett: no such setting")]
    [InlineData("Events", "connect, shout", "Events is 'connect, shout': expected some of connect, disconnect, message, fault")]
    [InlineData("Events", ",", "Events is ','")]
    [InlineData("Filter", "q=a&colour=red", "'colour' is no filter here: expected some of q, room, listener, connection, sender, remote, kind")]
    [InlineData("Filter", "from=2026-01-01", "'from' is no filter here")]
    [InlineData("Filter", "kind=system", "kind names system")]
    [InlineData("Filter", "kind=shout", "expected some of text, emote")]
    [InlineData("Name", "a b", "Name is 'a b': expected 1 to 32 letters")]
    [InlineData("Grace", "5", "Grace is '5': expected a duration like 00:00:10 (hours:minutes:seconds) from 00:00:00 to 00:10:00")]
    [InlineData("Timeout", "00:02:00", "from 00:00:01 to 00:01:00")]
    [InlineData("KeepFor", "00:00:10", "from 00:01:00 to 30.00:00:00")]
    [InlineData("QueueLength", "10", "a whole number from 100 to 10000000")]
    public void Setting_IsWrong_IsSaidWithoutTheSecret(string key, string value, string expected)
    {
        var problems = Problems((key, value));
        var problem = Assert.Single(problems);
        Assert.StartsWith("ChatHub:Webhooks:0:", problem, StringComparison.Ordinal);
        Assert.Contains(expected, problem, StringComparison.Ordinal);
        Assert.DoesNotContain("swordfish", problem, StringComparison.Ordinal);
    }

    [Fact]
    public void Names_AreTheSame_IsSaid() => Assert.Contains("another webhook has this name", Assert.Single(Problems(("../1:Name", "PAGER"), ("../1:Url", "http://example.org"), ("../1:Secret", Secret))), StringComparison.Ordinal);

    [Fact]
    public void Settings_Good_AreRead()
    {
        var read = HookAtWork.SettingsOf(("Url", "https://example.org:8443/secret-path?key=1"), ("Events", "Message,FAULT"));
        Assert.Equal(("pager", "https://example.org:8443"), (read.Name, read.Place));
        Assert.Equal([WebhookEvent.Message, WebhookEvent.Fault], read.Events);
    }

    private static List<string> Problems(params (string Key, string Value)[] settings)
    {
        var all = new Dictionary<string, string?> { ["ChatHub:Webhooks:0:Name"] = "pager", ["ChatHub:Webhooks:0:Url"] = "https://example.org/hook", ["ChatHub:Webhooks:0:Secret"] = Secret };
        foreach (var (key, value) in settings)
        {
            all[key.StartsWith("../", StringComparison.Ordinal) ? $"ChatHub:Webhooks:{key[3..]}" : $"ChatHub:Webhooks:0:{key}"] = value;
        }

        var problems = new List<string>();
        WebhookSettings.ReadAll(new ConfigurationBuilder().AddInMemoryCollection(all).Build().GetSection("ChatHub:Webhooks"), problems);
        return problems;
    }
}
