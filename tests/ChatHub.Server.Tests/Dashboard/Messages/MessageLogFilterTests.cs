using Bunit;
using ChatHub.Chat;
using ChatHub.Server.Dashboard.Messages;
using ChatHub.Server.Storage.ClientNotes;
using ChatHub.Server.Tests.Doubles;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace ChatHub.Server.Tests.Dashboard.Messages;

/// <summary>The console's log, filtered by what its lines are.</summary>
public sealed class MessageLogFilterTests : DashboardTest
{
    [Theory]
    [InlineData("sender", "tom", "3")]
    [InlineData("remote", "192.0.2.1", "1 2 3 4")]
    [InlineData("remote", "192.0.2.9", "")]
    [InlineData("listener", "relay", "1 2 3 4")]
    [InlineData("connection", "7", "1 2 3 4")]
    public async Task Field_Typed_ShowsTheLinesOfIt(string field, string value, string expected)
    {
        var log = Open();
        await log.Find(Test("log-filters-toggle")).ClickAsync(new());
        await log.Find(Test($"filter-{field}")).InputAsync(new() { Value = value });

        log.WaitForAssertion(() => Assert.Equal(expected, Ids(log)));
        Assert.Equal("1", log.Find(Test("log-filters-toggle") + " b").TextContent);
    }

    [Fact]
    public async Task Kind_System_ShowsEventsThoughTheyAreOff()
    {
        var log = Open();
        await log.Find(Test("log-events")).ClickAsync(new());
        Assert.Equal("1 2 3", Ids(log));
        await log.Find(Test("log-filters-toggle")).ClickAsync(new());
        await log.Find(Test("kind-system")).ClickAsync(new());

        Assert.Equal("4", Ids(log));
    }

    [Fact]
    public async Task Filter_SavedAndUsedAgain_FiltersAsBefore()
    {
        var log = Open();
        await log.Find(Test("log-filters-toggle")).ClickAsync(new());
        await log.Find(Test("filter-sender")).InputAsync(new() { Value = "Tom" });
        log.WaitForAssertion(() => Assert.Equal("3", Ids(log)));
        await log.Find(Test("saved-name")).ChangeAsync(new() { Value = "of Tom" });
        await log.Find(".keep").SubmitAsync();
        await log.Find(Test("filter-sender")).InputAsync(new() { Value = "" });
        log.WaitForAssertion(() => Assert.Equal("1 2 3 4", Ids(log)));

        await log.Find(Test("saved-filter")).ClickAsync(new());
        Assert.Equal("3", Ids(log));
        Assert.Equal("""[{"Name":"of Tom","Filter":"sender=Tom"}]""", Viewer.KeptForGood("messages.filters")); // the page of messages has it too
    }

    [Fact]
    public void Alias_OfASenderOrItsAddress_StandsBesideTheName()
    {
        Services.GetRequiredService<ClientNoteBook>().Set(new(ClientNoteKind.Name, "Tom", "Hall 2", "", "mia", Sample.Noon));
        var log = Open();

        Assert.Equal(["Anna", "Anna", "TomHall 2", "Anna"], log.FindAll(".who").Select(who => who.TextContent));
        Services.GetRequiredService<ClientNoteBook>().Set(new(ClientNoteKind.Address, "192.0.2.1", "Gate\u001b", "", "mia", Sample.Noon));
        log.Render(parameters => parameters.Add(one => one.LastMessageId, Source.History.LastId + 1));
        Assert.Equal(["AnnaGate␛", "AnnaGate␛", "TomHall 2", "AnnaGate␛"], log.FindAll(".who").Select(who => who.TextContent));
    }

    private static string Ids(IRenderedComponent<MessageLog> log) => string.Join(' ', log.FindAll(Test("log-row")).Select(row => row.GetAttribute("data-id")));

    private IRenderedComponent<MessageLog> Open()
    {
        Source.History.Append([Sample.Said("one"), Sample.Said("two"), Sample.Said("three", "Tom"), Sample.Left("Anna", DisconnectReason.ClientClosed)]);
        return Render<MessageLog>(parameters => parameters.Add(one => one.History, Source.History).Add(one => one.LastMessageId, Source.History.LastId).Add(one => one.Rooms, ["lobby"]));
    }
}
