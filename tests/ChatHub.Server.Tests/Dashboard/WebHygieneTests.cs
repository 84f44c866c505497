using System.Net;
using ChatHub.Chat;
using ChatHub.Server.Hosting;
using ChatHub.Server.Operators;
using ChatHub.Server.Operators.Audit;
using ChatHub.Server.Storage.ClientNotes;
using ChatHub.Server.Tests.Doubles;
using ChatHub.Server.Tests.Storage.MessageLog;
using ChatHub.Wire.Listeners;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace ChatHub.Server.Tests.Dashboard;

public sealed class WebHygieneTests
{
    [Theory]
    [InlineData("", "127.0.0.1")]
    [InlineData("10.1.2.3", "127.0.0.1")]
    [InlineData("127.0.0.1", "203.0.113.9")]
    [InlineData("10.1.2.3, 127.0.0.0/8", "203.0.113.9")]
    public async Task ForwardedFor_FromAnAddress_IsBelievedOnlyIfItIsANamedProxy(string proxies, string expected)
    {
        await using var server = await WebServer.StartAsync(new() { ["ChatHub:Operators:Proxies"] = proxies });
        using var visitor = server.Visit();
        visitor.Client.DefaultRequestHeaders.Add("X-Forwarded-For", "203.0.113.9");
        using var answer = await visitor.SignInAsync("viewer", "wrong");
        Assert.Equal(expected, Assert.Single(await server.AuditedAsync(), entry => entry.Act == AuditActs.SignIn).From);
    }

    [Fact]
    public async Task Cookies_ProxySaysHttps_AreSecure()
    {
        await using var server = await WebServer.StartAsync(new() { ["ChatHub:Operators:Proxies"] = "127.0.0.1" });
        using var visitor = server.Visit();
        visitor.Client.DefaultRequestHeaders.Add("X-Forwarded-Proto", "https");
        using var answer = await visitor.GetAsync("/sign-in");
        var form = Assert.Single(answer.Headers.GetValues("Set-Cookie"));
        Assert.Contains("; secure", form, StringComparison.Ordinal);

        visitor.Client.DefaultRequestHeaders.Add("Cookie", form.Split(';')[0]); // a browser's own jar keeps it for HTTPS
        using var signedIn = await visitor.SignInAsync("viewer", WebServer.Password);
        Assert.Contains("; secure", Assert.Single(signedIn.Headers.GetValues("Set-Cookie"), one => one.StartsWith("chathub.session=", StringComparison.Ordinal)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("10.0.0.0/99")]
    public void Proxies_CannotBeUnderstood_StopTheStart(string proxies)
    {
        var refusal = Assert.Throws<SettingsException>(() => ChatHubSettings.From(Settings(("ChatHub:Operators:Proxies", proxies))));
        Assert.StartsWith($"ChatHub:Operators:Proxies is '{proxies}': expected", Assert.Single(refusal.Problems), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http://localhost:8080", false)]
    [InlineData("http://127.0.0.1:8080;http://[::1]:8080", false)]
    [InlineData("http://0.0.0.0:8080", true)]
    [InlineData("http://localhost:8080;http://192.0.2.1:8080", true)]
    [InlineData("http://*:8080", true)]
    [InlineData("http://chat.example:8080", true)]
    public void SignInOff_DashboardIsReachedByOthers_StopsTheStart(string urls, bool refused)
    {
        var settings = Settings(("ChatHub:Operators:SignIn", "Off"), ("Urls", urls));
        if (refused)
        {
            Assert.StartsWith("ChatHub:Operators:SignIn is 'Off': expected Required", Assert.Single(Assert.Throws<SettingsException>(() => ChatHubSettings.From(settings)).Problems), StringComparison.Ordinal);
        }
        else
        {
            Assert.Equal(SignInRule.Off, ChatHubSettings.From(settings).Operators.SignIn);
        }
    }

    [Theory]
    [InlineData("*", true)]
    [InlineData("localhost;*", true)]
    [InlineData("localhost; * ", true)]
    [InlineData("0.0.0.0", true)]
    [InlineData("[::]", true)]
    [InlineData("*.example", true)]
    [InlineData(";", true)]
    [InlineData("", false)]
    [InlineData("localhost;127.0.0.1;chat.example", false)]
    [InlineData("*.localhost", false)]
    public void SignInOff_AnyHostIsAllowed_StopsTheStart(string hosts, bool refused)
    {
        Assert.Equal(SignInRule.Required, ChatHubSettings.From(Settings(("AllowedHosts", hosts))).Operators.SignIn);
        var off = Settings(("AllowedHosts", hosts), ("ChatHub:Operators:SignIn", "Off"), ("Urls", "http://localhost:8080"));
        if (refused)
        {
            Assert.StartsWith($"AllowedHosts is '{hosts}': expected names", Assert.Single(Assert.Throws<SettingsException>(() => ChatHubSettings.From(off)).Problems), StringComparison.Ordinal);
        }
        else
        {
            Assert.Equal(SignInRule.Off, ChatHubSettings.From(off).Operators.SignIn);
        }
    }

    [Fact]
    public async Task SignInOff_EveryoneAtThisMachine_MayDoEverything()
    {
        await using var server = await WebServer.StartAsync(new() { ["ChatHub:Operators:SignIn"] = "Off" }, accounts: false);
        using var visitor = server.Visit();
        using var page = await visitor.GetAsync("/operators");
        Assert.Equal(HttpStatusCode.OK, page.StatusCode);
    }

    [Theory]
    [InlineData("/api/v1/audit")]
    [InlineData("/_blazor/negotiate?negotiateVersion=1")]
    public async Task Origin_IsForeign_IsRefusedThoughTheCookieIsGood(string path)
    {
        await using var server = await WebServer.StartAsync();
        using var visitor = await server.SignInAsync(OperatorRole.Administrator);
        visitor.Client.DefaultRequestHeaders.Add("Origin", "http://evil.example");
        using var answer = await visitor.GetAsync(path);
        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        var entry = (await server.AuditedAsync())[^1];
        Assert.Equal(
            ("administrator", AuditActs.Visit, path.Split('?')[0], AuditOutcome.Refused, "a page of another site asked"), (entry.Who, entry.Act, entry.Target, entry.Outcome, entry.Detail));
    }

    [Fact]
    public async Task Origin_IsForeignAndNobodyIsSignedIn_IsNothingForTheAudit()
    {
        await using var server = await WebServer.StartAsync();
        using var visitor = server.Visit();
        visitor.Client.DefaultRequestHeaders.Add("Origin", "http://evil.example");
        using var answer = await visitor.GetAsync("/api/v1/audit");
        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        Assert.Empty(await server.AuditedAsync());
    }

    [Fact]
    public async Task Files_WithSecrets_AreReadableByTheOwnerAlone()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("Windows has other rights");
            return;
        }

        await using var server = await WebServer.StartAsync();
        using var visitor = await server.SignInAsync(OperatorRole.Viewer);
        var folder = server.DataDirectory;
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path.Combine(folder, "chathub.db")));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(Path.Combine(folder, "keys")));
    }

    [Fact]
    public async Task DataDirectory_IsMadeHere_IsTheOwnersAloneWithAllThatIsInIt()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("Windows has other rights");
            return;
        }

        await using var server = await WebServer.StartAsync(new() { ["ChatHub:MessageLog:Enabled"] = "true" });
        using var boss = await server.SignInAsync(OperatorRole.Administrator);
        var commands = server.App.Services.GetRequiredService<OperatorCommands>();
        var by = Sample.Of(OperatorRole.Administrator, "mia");
        await commands.AddListenerAsync("kept", new ListenerOptions { Endpoint = "127.0.0.1:0", Protocol = ListenerProtocol.Chat, Password = "open sesame" }, by);
        commands.Ban("192.0.2.7", null, "spam", by);
        server.App.Services.GetRequiredService<ClientNoteBook>().Set(new ClientNote(ClientNoteKind.Address, "192.0.2.7", "seat 4", "", "mia", server.Time.GetUtcNow()));
        server.App.Services.GetRequiredService<MessageHub>().Record(ChatMessage.FromServer(server.Time.GetUtcNow(), "hello", "mia", null));
        string[] made = ["bans.json", "chathub.db", "chathub.db-wal", "listeners.json", "messages.db", "messages.db-wal", "notes.json"];
        await Until.True(() => Directory.GetFiles(server.DataDirectory).Select(Path.GetFileName).Intersect(made).Count() == made.Length, string.Join(" ", Directory.GetFiles(server.DataDirectory).Select(Path.GetFileName)));

        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(server.DataDirectory));
        foreach (var file in made)
        {
            Assert.Equal((file, UnixFileMode.UserRead | UnixFileMode.UserWrite), (file, File.GetUnixFileMode(Path.Combine(server.DataDirectory, file))));
        }
    }

    [Fact]
    public void DataDirectory_IsThere_KeepsTheRightsThatItHas()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("Windows has other rights");
            return;
        }

        using var folder = new TempFolder();
        var shared = Directory.CreateDirectory(folder.File("shared"), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.GroupRead).FullName;
        var before = File.GetUnixFileMode(shared);

        ChatHubSettings.From(Settings(("ChatHub:DataDirectory", shared)));

        Assert.Equal(before, File.GetUnixFileMode(shared));
    }

    private static IConfiguration Settings(params (string Key, string Value)[] settings) => new ConfigurationBuilder().AddInMemoryCollection(
        settings.Prepend(("ChatHub:DataDirectory", Path.GetTempPath())).GroupBy(pair => pair.Item1).Select(same => same.Last()).ToDictionary(pair => pair.Item1, pair => (string?)pair.Item2)).Build();
}
