using ChatHub.Server.Operators;
using ChatHub.Server.Tests.Doubles;
using Xunit;

namespace ChatHub.Server.Tests.Dashboard.Layout;

public sealed class LoadingNoticeTests
{
    [Fact]
    public async Task Page_BeforeTheBrowserAnswers_SaysThatItConnectsInEveryLanguage()
    {
        await using var server = await WebServer.StartAsync();
        using var mia = await server.SignInAsync(OperatorRole.Viewer);
        using var answer = await mia.GetAsync("/connections");
        var page = System.Net.WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));

        Assert.Matches("""<p id="loading" role="status">\s*<span data-lang="en" lang="en">Connecting to the server…</span>""", page);
        Assert.Matches("""<span data-lang="zh-Hans" lang="zh-Hans" hidden[^>]*>正在连接服务器…</span>""", page);
    }
}
