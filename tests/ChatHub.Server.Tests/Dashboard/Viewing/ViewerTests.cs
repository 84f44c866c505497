using System.Text;
using System.Text.Json;
using ChatHub.Server.Dashboard.Viewing;
using ChatHub.Server.Tests.Doubles;
using Microsoft.JSInterop;
using Xunit;

namespace ChatHub.Server.Tests.Dashboard.Viewing;

/// <summary>What a browser kept reaches the server, however much it is.</summary>
public sealed class ViewerTests : DashboardTest
{
    [Fact]
    public async Task Load_MoreThanMayBeSaidAtOnce_IsReadInPieces()
    {
        var browser = new KeepingBrowser(hasMore: true, """{"kept":{"sockets.filter":"tom"},"lasting":{"messages.filters":"long"}}""");
        await Viewer.LoadAsync(browser);

        Assert.Equal("tom", Viewer.Kept("sockets.filter"));
        Assert.Equal("long", Viewer.KeptForGood("messages.filters"));
    }

    [Fact]
    public async Task Load_LittleIsKept_AsksForNoPieces()
    {
        var browser = new KeepingBrowser(hasMore: false, "{}");
        await Viewer.LoadAsync(browser);

        Assert.Equal("short", Viewer.Kept("here"));
        Assert.DoesNotContain("rest", browser.Called);
    }

    [Theory]
    [InlineData("no JSON")]
    [InlineData(null)]
    public async Task Load_PiecesAreNoGood_HasWhatCameAtOnce(string? rest)
    {
        await Viewer.LoadAsync(new KeepingBrowser(hasMore: true, rest));

        Assert.True(Viewer.IsReady);
        Assert.Equal("short", Viewer.Kept("here"));
    }

    [Fact]
    public async Task Keep_ThenKept_GivesTheNewValue()
    {
        var browser = new KeepingBrowser(hasMore: false, "{}");
        await Viewer.LoadAsync(browser);
        await Viewer.KeepAsync("here", "other");
        await Viewer.KeepAsync("there", "new");

        Assert.Equal(("other", "new"), (Viewer.Kept("here"), Viewer.Kept("there")));
        Assert.Equal(2, browser.Called.Count(function => function == "keep"));
    }

    private sealed class KeepingBrowser(bool hasMore, string? rest) : IJSObjectReference, IJSStreamReference
    {
        public List<string> Called { get; } = [];

        public long Length => rest?.Length ?? 0;

        public ValueTask<TValue> InvokeAsync<TValue>(string identifier, object?[]? args)
        {
            Called.Add(identifier);
            return identifier switch
            {
                "facts" => ValueTask.FromResult(JsonSerializer.Deserialize<TValue>(
                    $$"""{"language":"","languages":["en"],"theme":"","systemIsDark":false,"timeZone":"","minutesEast":0,"kept":{"here":"short"},"lasting":{},"owner":"","hasMore":{{(hasMore ? "true" : "false")}}}""",
                    JsonSerializerOptions.Web)!),
                "rest" => ValueTask.FromResult((TValue)(object)this),
                _ => ValueTask.FromResult(default(TValue)!),
            };
        }

        public ValueTask<TValue> InvokeAsync<TValue>(string identifier, CancellationToken cancellationToken, object?[]? args) => InvokeAsync<TValue>(identifier, args);

        public ValueTask<Stream> OpenReadStreamAsync(long maxAllowedSize, CancellationToken cancellationToken = default) =>
            rest is null ? throw new ArgumentOutOfRangeException(nameof(maxAllowedSize)) : ValueTask.FromResult<Stream>(new MemoryStream(Encoding.UTF8.GetBytes(rest)));

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
