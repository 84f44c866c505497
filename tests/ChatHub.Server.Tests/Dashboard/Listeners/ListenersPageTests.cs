using Bunit;
using ChatHub.Server.Dashboard.Listeners;
using ChatHub.Server.Listeners;
using ChatHub.Server.Operators;
using ChatHub.Server.Storage.ClientNotes;
using ChatHub.Server.Tests.Doubles;
using ChatHub.Server.Tests.Storage.MessageLog;
using ChatHub.Wire.Listeners;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace ChatHub.Server.Tests.Dashboard.Listeners;

public sealed class ListenersPageTests : DashboardTest
{
    [Fact]
    public async Task Unused_Shadowed_IsSaidAndCanBeRemoved()
    {
        var kept = Services.GetRequiredService<KeptListeners>();
        kept.Put(new("relay", new() { Endpoint = "127.0.0.1:1" }));
        kept.Usable([Services.GetRequiredService<ListenerManager>().Find("relay")!]);
        _ = Dialogs;
        var page = Render<ListenersPage>();
        Assert.Contains("the settings file has a listener of that name", page.Find(Test("listener-unused")).TextContent, StringComparison.Ordinal);

        var asking = page.Find(Test("listener-forget")).ClickAsync(new());
        await Dialogs.WaitForElement(Test("confirm")).ClickAsync(new());
        await asking;

        Assert.Empty(page.FindAll(Test("listener-unused")));
        Assert.Empty(kept.All);
    }

    [Fact]
    public void File_NotRead_IsSaidToOperators()
    {
        File.WriteAllText(Services.GetRequiredService<TempFolder>().File("listeners.json"), "{");

        Assert.Contains("listeners.json could not be read when the server started and is now listeners.json.damaged-", Render<ListenersPage>().Find(Test("listeners-unread")).TextContent, StringComparison.Ordinal);
        Assert.Null(Services.GetRequiredService<ClientNoteBook>().Problem);
    }

    [Fact]
    public async Task Editor_ListenerWithAPassword_NeverShowsItAndSaysThatThereIsOne()
    {
        await Services.GetRequiredService<OperatorCommands>().AddListenerAsync("lab", new() { Endpoint = "127.0.0.1:1", Protocol = ListenerProtocol.Chat, Enabled = false, Password = "hush-hush" }, Mia);
        var page = Open("lab");

        Assert.DoesNotContain("hush-hush", page.Markup, StringComparison.Ordinal);
        Assert.Equal("There is one; it is not shown. Empty: it stays as it is.", page.Find(Test("hint-password")).TextContent);
    }

    [Fact]
    public async Task Editor_WrongCertificate_OpensItsGroupAndSaysWhatIsExpected()
    {
        await Services.GetRequiredService<OperatorCommands>().AddListenerAsync("lab", new() { Endpoint = "127.0.0.1:1", Enabled = false }, Mia);
        var page = Open("lab");
        Assert.False(page.Find(Test("section-tls")).HasAttribute("open"));

        await page.Find(Test("field-keyfile")).ChangeAsync(new() { Value = "key.pem" });

        Assert.True(page.Find(Test("section-tls")).HasAttribute("open"));
        Assert.False(page.Find(Test("section-who")).HasAttribute("open"));
        Assert.Equal("Expected the name of a PEM file with the certificate.", page.Find(Test("hint-certificatefile")).TextContent);
        await page.Find("form").SubmitAsync();
        Assert.Equal("", Services.GetRequiredService<KeptListeners>().Find("lab")!.Options.Tls.KeyFile);
    }

    [Fact]
    public async Task Editor_NewLimitsAndPassword_AreKept()
    {
        await Services.GetRequiredService<OperatorCommands>().AddListenerAsync("lab", new() { Endpoint = "127.0.0.1:1", Protocol = ListenerProtocol.Chat, Enabled = false }, Mia);
        var page = Open("lab");
        await page.Find(Test("field-password")).ChangeAsync(new() { Value = "hush-hush" });
        await page.Find(Test("field-allowfrom")).ChangeAsync(new() { Value = "192.0.2.0/24" });
        await page.Find(Test("field-floodburst")).ChangeAsync(new() { Value = "7" });
        await page.Find("form").SubmitAsync();

        var kept = Services.GetRequiredService<KeptListeners>().Find("lab")!.Options;
        Assert.Equal(("hush-hush", "192.0.2.0/24", 7), (kept.Password, kept.AllowFrom, kept.FloodBurst));
        Assert.True(Services.GetRequiredService<ListenerManager>().Find("lab")!.Password!.IsRight("hush-hush"));
    }

    [Theory]
    [InlineData(OperatorRole.Administrator, true)]
    [InlineData(OperatorRole.Operator, false)]
    public void Facts_OfTheSettingsFile_SayWhatIsInForceAndKeepFilesForAdministrators(OperatorRole role, bool showsFiles)
    {
        Me.SetAuthenticationState(Task.FromResult(new AuthenticationState(Sample.Of(role).ToPrincipal("test"))));
        Services.GetRequiredService<ListenerManager>().TryAdd(ListenerSettings.From("set", new()
        {
            Endpoint = "127.0.0.1:1", Protocol = ListenerProtocol.Chat, Password = "hush-hush", FloodBurst = 7, Tls = new() { CertificateFile = "certificate.pem" }, AllowFrom = "192.0.2.0/24",
        }, [])!);
        var facts = Open("set").Find(Test("listener-facts")).TextContent;

        Assert.Equal(showsFiles, facts.Contains("certificate.pem", StringComparison.Ordinal) && facts.Contains("192.0.2.0/24", StringComparison.Ordinal));
        Assert.DoesNotContain("hush-hush", facts, StringComparison.Ordinal);
        Assert.Contains("Messages at once7", facts, StringComparison.Ordinal);
        Assert.Contains("Messages a second10", facts, StringComparison.Ordinal); // of all listeners
    }

    private IRenderedComponent<ListenersPage> Open(string name)
    {
        Services.GetRequiredService<NavigationManager>().NavigateTo($"listeners?open={name}");
        return Render<ListenersPage>();
    }
}
