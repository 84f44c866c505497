using System.Text;
using ChatHub.Chat;
using ChatHub.Wire.Admission;
using ChatHub.Wire.Connections;
using ChatHub.Wire.Listeners;

namespace ChatHub.Wire.Tests.Admission;

public sealed class PasswordTests
{
    private const string Asked = "* this port has a password: type it, or /pass and the word 请输入密码\r\n";
    private const string Welcome = "* Welcome to ChatHub. You are guest-1. /help lists the commands.\n* Room lobby: nobody else is here yet.\n";

    [Theory]
    [InlineData("打开 sesame\n")]
    [InlineData("/pass 打开 sesame\r\n")]
    [InlineData("wrong\nwrong again\n/pass 打开 sesame\r")]
    public async Task Password_Right_LetsIn(string typed)
    {
        await using var host = await HostAsync();
        var client = await host.ConnectWithoutWaitingAsync("chat");
        await client.ExpectAsync(Asked);
        Assert.Equal(ConnectionState.Handshaking, host.Find(client)!.State);
        await client.SendAsync(typed);
        for (var i = 1; i < typed.Split("wrong").Length; i++)
        {
            await client.ExpectAsync("* that is not the password 密码错误\r\n");
        }

        await client.ExpectAsync(Welcome);
    }

    [Fact]
    public async Task Lines_SentWithThePassword_AreTakenAfterIt()
    {
        await using var host = await HostAsync();
        var client = await host.ConnectWithoutWaitingAsync("chat");
        await client.SendAsync("打开 sesame\n/nick Ann\n");
        await client.ExpectAsync(Asked + Welcome + "* you are now Ann\n");
    }

    [Fact]
    public async Task Password_WrongThreeTimes_EndsItAndStandsNowhere()
    {
        await using var host = await HostAsync();
        var client = await host.ConnectWithoutWaitingAsync("chat");
        await client.SendAsync("secret1\nsecret2\nsecret3\nmore\n");
        Assert.Equal(
            Asked + "* that is not the password 密码错误\r\n* that is not the password 密码错误\r\n* wrong password 密码错误\r\n", Encoding.UTF8.GetString(await client.ReadToEndAsync()));
        client.Dispose();
        Assert.Equal(DisconnectReason.WrongPassword, (await host.ClosedAsync(client)).Reason);
        Assert.DoesNotContain("secret", string.Join('\n', host.Log.Lines()), StringComparison.Ordinal);
        Assert.Equal(0, host.Hub.Totals.MessagesIn);
        Assert.DoesNotContain("sesame", $"{host.Listeners.Find("chat")}", StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("secret1\nsecret2\n", DisconnectReason.WrongPassword, 1)]
    [InlineData("\nsecret", DisconnectReason.ClientClosed, 0)] // nothing that was tried
    public async Task Guesser_WhoLeavesAfterTwoTries_IsCountedAndLogged(string typed, DisconnectReason reason, int refused)
    {
        await using var host = await HostAsync();
        var client = await host.ConnectWithoutWaitingAsync("chat");
        await client.SendAsync(typed);
        client.EndSending();

        Assert.Equal(reason, (await host.ClosedAsync(client)).Reason);
        Assert.Equal(refused, host.Listeners.Access.Refused(RefusalCause.Password));
        Assert.Equal(refused, host.Log.Lines(1012).Length);
    }

    [Fact]
    public async Task Visitor_WhoResetsAtThePrompt_HasOnlyLeft()
    {
        await using var host = await HostAsync();
        var client = await host.ConnectWithoutWaitingAsync("chat");
        await client.ExpectAsync(Asked);
        var id = host.Find(client)!.Id;
        client.Reset(); // as many health checks do

        await Deadline.Until(() => host.Registry.Closed().Any(one => one.Id == id), "it is seen to have left");
        Assert.Equal(DisconnectReason.ClientClosed, host.Registry.Closed().Single(one => one.Id == id).Reason);
        Assert.Equal(0, host.Listeners.Access.Refused(RefusalCause.Password));
    }

    [Fact]
    public async Task Telnet_AtThePrompt_IsAnsweredAndReadAsItShouldBe()
    {
        await using var host = await HostAsync();
        var client = await host.ConnectWithoutWaitingAsync("chat");
        await client.ExpectAsync(Asked);
        await client.SendBytesAsync([0xff, 0xfb, 0x0d]); // IAC WILL 13: no end of a line
        await client.ExpectAsync(new byte[] { 0xff, 0xfe, 0x0d });
        await client.SendBytesAsync([.. "打开 "u8, 0xff, 0xfd]);
        await client.SendBytesAsync([0x0a, .. "sesame\r\0/nick Ann\r\n"u8]); // a command cut in two; an ending of telnet
        await client.ExpectAsync(new byte[] { 0xff, 0xfc, 0x0a });
        await client.ExpectAsync(Welcome + "* you are now Ann\n");
    }

    [Fact]
    public async Task Telnet_CommandCutByThePassword_GoesOnInTheSession()
    {
        await using var host = await HostAsync();
        var client = await host.ConnectWithoutWaitingAsync("chat");
        await client.ExpectAsync(Asked);
        await client.SendBytesAsync([.. "打开 sesame\r"u8]);
        await client.ExpectAsync(Welcome);
        await client.SendBytesAsync([0, .. "/nick Ann\r\n"u8]); // the second half of telnet's ending
        await client.ExpectAsync("* you are now Ann\n");
    }

    [Fact]
    public async Task Visitor_WithoutThePassword_HearsNothingAndIsEndedAfterAMinute()
    {
        await using var host = await HostAsync();
        var client = await host.ConnectWithoutWaitingAsync("chat");
        await client.ExpectAsync(Asked);
        await host.SayAsync("for members only");
        host.Time.Advance(TimeSpan.FromSeconds(60));
        host.Listeners.Sweep();
        await client.ResetByHubAsync();
        Assert.Equal(DisconnectReason.WrongPassword, (await host.ClosedAsync(client)).Reason);
        Assert.Equal(1, host.Listeners.Access.Refused(RefusalCause.Password));
    }

    [Fact]
    public async Task Visitor_WhoSaysNothingBehindAProxy_IsNotBookedAsAFaultOfTheProxy()
    {
        await using var host = await HostAsync(chat => chat.ProxyFrom = "127.0.0.1");
        var client = await host.ConnectWithoutWaitingAsync("chat");
        await client.SendAsync("PROXY TCP4 192.0.2.7 198.51.100.2 56324 443\r\n");
        await client.ExpectAsync(Asked);
        host.Time.Advance(TimeSpan.FromSeconds(60));
        host.Listeners.Sweep();
        await client.ResetByHubAsync();

        Assert.Equal((1, 0), (host.Listeners.Access.Refused(RefusalCause.Password), host.Listeners.Access.Refused(RefusalCause.ProxyHeader)));
    }

    [Fact]
    public async Task Password_TypedLate_DoesNotCountAsSilence()
    {
        await using var host = await HostAsync(chat => chat.IdleTimeout = TimeSpan.FromSeconds(30));
        var client = await host.ConnectWithoutWaitingAsync("chat");
        await client.ExpectAsync(Asked);
        host.Time.Advance(TimeSpan.FromSeconds(50));
        await client.SendAsync("打开 sesame\n");
        await client.ExpectAsync(Welcome);

        host.Time.Advance(TimeSpan.FromSeconds(29));
        host.Listeners.Sweep();
        Assert.Equal(ConnectionState.Open, host.Find(client)!.State);
        host.Time.Advance(TimeSpan.FromSeconds(1));
        host.Listeners.Sweep();
        Assert.EndsWith("because nothing came from you for too long\n", Encoding.UTF8.GetString(await client.ReadToEndAsync()), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Line_WithoutAnEnd_IsNotKeptForEver()
    {
        await using var host = await HostAsync();
        var client = await host.ConnectWithoutWaitingAsync("chat");
        await client.SendAsync(new string('x', 3_000));
        Assert.EndsWith("wrong password 密码错误\r\n", Encoding.UTF8.GetString(await client.ReadToEndAsync()), StringComparison.Ordinal);
    }

    [Fact]
    public void Password_OfAnotherProtocol_IsRefused()
    {
        var problems = new List<string>();
        ListenerSettings.From("relay", new ListenerOptions { Endpoint = "127.0.0.1:0", Password = "sesame" }, problems);
        Assert.Equal(["ChatHub:Listeners:relay:Password is '***': expected none: only Chat can ask for one"], problems);
    }

    private static Task<WireHost> HostAsync(Action<ListenerOptions>? set = null) => new WireHost().With("chat", ListenerProtocol.Chat, chat =>
    {
        chat.Password = "打开 sesame";
        set?.Invoke(chat);
    }).StartAsync();
}
