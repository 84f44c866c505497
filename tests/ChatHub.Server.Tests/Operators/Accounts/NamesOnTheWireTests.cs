using System.Net;
using System.Net.Sockets;
using System.Text;
using ChatHub.Chat;
using ChatHub.Server.Maintenance;
using ChatHub.Server.Operators;
using ChatHub.Server.Operators.Accounts;
using ChatHub.Server.Tests.Doubles;
using ChatHub.Wire.Listeners;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace ChatHub.Server.Tests.Operators.Accounts;

/// <summary>Nobody on the wire is taken for an operator.</summary>
public sealed class NamesOnTheWireTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("administrator1", "administrator1")]
    [InlineData("mia", "mia")]
    [InlineData("mia", "MIA")]
    [InlineData("mia", "m\u0456a")] // a Cyrillic i
    [InlineData("mia", "ｍｉａ")]
    [InlineData("小明", "小明\uFE00")] // a variation selector, which is not seen
    public async Task Nick_NameOfAnAccount_IsRefused(string account, string nick)
    {
        await using var server = await StartAsync(ListenerProtocol.Chat);
        Assert.Equal(AccountProblem.None, await server.Accounts.CreateAsync(account, OperatorRole.Viewer, WebServer.Password));

        Assert.Contains($"the name {nick} is reserved", await SayAsync(server, $"/nick {nick}"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nick_AccountOfTheStartOrRemovedSince_IsRefusedWhileThereIsOne()
    {
        await using var server = await StartAsync(ListenerProtocol.Chat);
        Assert.Contains("the name viewer is reserved", await SayAsync(server, "/nick viewer"), StringComparison.Ordinal);

        Assert.Equal(AccountProblem.None, await server.Accounts.RemoveAsync("viewer"));

        Assert.DoesNotContain("reserved", await SayAsync(server, "/nick viewer"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nick_AccountIsMadeAtTheShell_IsRefusedWithinHalfAMinute()
    {
        await using var server = await StartAsync(ListenerProtocol.Chat);
        using var password = new StringReader(WebServer.Password);
        Assert.Equal(0, await new OperatorShell("--create-operator", "mia", "Viewer").RunAsync(server.DataDirectory, TextWriter.Null, TextWriter.Null, password));

        server.Time.Advance(NamesOnTheWire.LookEvery);

        var names = server.App.Services.GetRequiredService<MessageHub>().Names;
        await Until.True(() => names.OfOperators.Contains("mia"), "the name is known");
        Assert.Contains("the name mia is reserved", await SayAsync(server, "/nick mia"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("mia")]
    [InlineData("MIA")]
    [InlineData("m\u0456a")]
    public async Task Account_OfANameThatAClientHas_MakesTheClientAGuestAgain(string nick)
    {
        await using var server = await StartAsync(ListenerProtocol.Chat);
        var hub = server.App.Services.GetRequiredService<MessageHub>();
        await using var client = await ConnectAsync(server);
        await using var other = await ConnectAsync(server);
        await client.WriteAsync(Encoding.UTF8.GetBytes($"/nick {nick}\n"), Stop);
        await other.WriteAsync("/nick bob\n"u8.ToArray(), Stop);
        await Until.True(() => hub.Names.Find(nick) is not null && hub.Names.Find("bob") is not null, "they have their names");
        var session = hub.Names.Find(nick)!;

        Assert.Equal(AccountProblem.None, await server.Accounts.CreateAsync("mia", OperatorRole.Viewer, WebServer.Password));

        Assert.Equal(SessionNames.GuestName(session.Id), session.Name);
        Assert.NotNull(hub.Names.Find("bob"));
        await ReadAsync(other, until: $"* {nick} is now {session.Name}\n");
        await ReadAsync(client, until: $"* your name belongs to an operator now: you are {session.Name}\n");
    }

    [Fact]
    public async Task Account_OfANameThatARelayClientIsShownBy_IsGivenUpAndTheNextNameIsShown()
    {
        await using var server = await StartAsync(ListenerProtocol.Relay);
        var hub = server.App.Services.GetRequiredService<MessageHub>();
        await using var client = await ConnectAsync(server);
        await client.WriteAsync("mia: good morning\n"u8.ToArray(), Stop);
        await Until.True(() => hub.Sessions.Any(session => session.Name == "mia"), "it is shown by its name");
        var session = hub.Sessions.Single();

        Assert.Equal(AccountProblem.None, await server.Accounts.CreateAsync("mia", OperatorRole.Viewer, WebServer.Password));
        Assert.Equal(SessionNames.GuestName(session.Id), session.Name);
        await client.WriteAsync("bob: good evening\n"u8.ToArray(), Stop);

        await Until.True(() => hub.History.Newest(5).Any(entry => entry.Text == "bob: good evening"), "it was said");
        Assert.Equal("bob", hub.History.Newest(5).Single(entry => entry.Text == "bob: good evening").Sender);
        Assert.DoesNotContain(hub.History.Newest(5), entry => entry.Event == SystemEvent.Renamed);
    }

    [Theory]
    [InlineData("viewer")]
    [InlineData("viewer\uFE0F")]
    [InlineData("view\u3164er")]
    public async Task Relay_TextBeginsWithAnOperatorsName_GoesOnAsItIsAndIsShownAsAGuests(string name)
    {
        await using var server = await StartAsync(ListenerProtocol.Relay);
        var hub = server.App.Services.GetRequiredService<MessageHub>();
        await using var listens = await ConnectAsync(server);
        await Until.True(() => hub.Sessions.Any(session => session.Room is not null), "it is in its room");

        await SayAsync(server, $"{name}: the exam is off");

        await Until.True(() => hub.History.Newest(5).Any(entry => entry.Kind == MessageKind.Text), "it was said");
        var entry = hub.History.Newest(5).Single(entry => entry.Kind == MessageKind.Text);
        Assert.StartsWith("guest-", entry.Sender, StringComparison.Ordinal);
        Assert.Equal($"{name}: the exam is off", entry.Text);
        Assert.EndsWith($"{name}: the exam is off\n", await ReadAsync(listens, until: "off\n"), StringComparison.Ordinal); // after the greeting
    }

    [Theory]
    [InlineData("server")]
    [InlineData("Nobody")]
    [InlineData("operator")]
    [InlineData("系统")]
    [InlineData("ѕerver")] // a Cyrillic s
    public async Task Account_NameOfNoAccount_CannotBeGiven(string name)
    {
        await using var server = await WebServer.StartAsync();
        Assert.Equal(AccountProblem.NameReserved, await server.Accounts.CreateAsync(name, OperatorRole.Viewer, WebServer.Password));
        Assert.Equal(AccountProblem.NameReserved, (await server.Keys.CreateAsync(name, OperatorRole.Viewer, null, "mia")).Problem);
        Assert.Equal(AccountProblem.NameTaken, (await server.Accounts.TakeOpenIdAsync("https://login.example.org", "1", name, OperatorRole.Viewer)).Problem);
    }

    [Theory]
    [InlineData("mia\u3164")] // letters to Unicode, and nothing is seen of them
    [InlineData("\u115Fmia")]
    [InlineData("mi\u1160a")]
    [InlineData("mia\uFFA0")]
    public async Task Account_NameWithLettersThatAreNotSeen_CannotBeGiven(string name)
    {
        await using var server = await WebServer.StartAsync();
        Assert.Equal(AccountProblem.NameWrong, await server.Accounts.CreateAsync(name, OperatorRole.Viewer, WebServer.Password));
        Assert.Equal(AccountProblem.NameWrong, (await server.Keys.CreateAsync(name, OperatorRole.Viewer, null, "mia")).Problem);
    }

    [Fact]
    public async Task Account_NameLooksLikeAnothers_CannotBeGiven()
    {
        await using var server = await WebServer.StartAsync();
        Assert.Equal(AccountProblem.NameTaken, await server.Accounts.CreateAsync("v\u0456ewer", OperatorRole.Viewer, WebServer.Password));
        Assert.Equal(AccountProblem.NameTaken, (await server.Accounts.TakeOpenIdAsync("https://login.example.org", "1", "v\u0456ewer", OperatorRole.Viewer)).Problem);
    }

    private static Task<WebServer> StartAsync(ListenerProtocol protocol) =>
        WebServer.StartAsync(new() { ["ChatHub:Listeners:wire:Endpoint"] = "127.0.0.1:0", ["ChatHub:Listeners:wire:Protocol"] = protocol.ToString() });

    private static async Task<NetworkStream> ConnectAsync(WebServer server)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(IPEndPoint.Parse(server.App.Services.GetRequiredService<ListenerManager>().List().Single().BoundEndpoint!), Stop);
        return new NetworkStream(socket, ownsSocket: true);
    }

    /// <summary>Says a line as a client that then ends, and gives what it got.</summary>
    private static async Task<string> SayAsync(WebServer server, string line)
    {
        await using var client = await ConnectAsync(server);
        await client.WriteAsync(Encoding.UTF8.GetBytes(line + "\n"), Stop);
        client.Socket.Shutdown(SocketShutdown.Send);
        return await ReadAsync(client);
    }

    private static async Task<string> ReadAsync(NetworkStream client, string? until = null)
    {
        var read = new StringBuilder();
        var buffer = new byte[1000];
        for (var got = 1; got > 0 && (until is null || !read.ToString().EndsWith(until, StringComparison.Ordinal));)
        {
            var next = client.ReadAsync(buffer, Stop).AsTask();
            await next.Soon();
            got = await next;
            read.Append(Encoding.UTF8.GetString(buffer, 0, got));
        }

        return read.ToString();
    }
}
