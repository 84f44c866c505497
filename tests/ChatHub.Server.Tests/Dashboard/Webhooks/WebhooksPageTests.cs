using Bunit;
using ChatHub.Server.Dashboard.Webhooks;
using ChatHub.Server.Operators.Audit;
using ChatHub.Server.Storage.MessageLog;
using ChatHub.Server.Storage.MessageLog.Reading;
using ChatHub.Server.Tests.Doubles;
using ChatHub.Server.Tests.Webhooks;
using ChatHub.Server.Webhooks;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace ChatHub.Server.Tests.Dashboard.Webhooks;

public sealed class WebhooksPageTests : DashboardTest
{
    [Fact]
    public void Page_WithoutWebhooks_SaysHowTheyAreSet() => Assert.Contains("ChatHub:Webhooks", Render<WebhooksPage>().Find(Test("no-webhooks")).TextContent, StringComparison.Ordinal);

    [Fact]
    public async Task Test_NobodyIsThere_IsSaidShownAndAudited()
    {
        Services.AddSingleton(new WebhookService(
            [HookAtWork.SettingsOf(("Url", "http://127.0.0.1:1/secret-path"))], new(Hub, new HistoryMessageReader(Hub.History), () => MessageLogStatus.Off), null!, TimeProvider.System, NullLogger<WebhookService>.Instance));
        var page = Render<WebhooksPage>();
        Assert.Equal("works", page.Find(Test("webhook-state")).TextContent);

        await page.Find(Test("webhook-test")).ClickAsync();

        page.WaitForAssertion(() => Assert.Equal("The test was not taken: no connection could be made.", page.Find(Test("webhook-tested")).TextContent));
        Assert.Contains("no connection could be made", page.Find(Test("webhook-failure")).TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", page.Markup, StringComparison.Ordinal);
        var entry = Assert.Single(Audit.Entries);
        Assert.Equal(("operator", "test-webhook", "pager", AuditOutcome.Failed, "NoConnection"), (entry.Who, entry.Act, entry.Target, entry.Outcome, entry.Detail));
    }
}
