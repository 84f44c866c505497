using System.Net.ServerSentEvents;
using System.Text.Json.Nodes;

namespace ChatHub.EndToEnd.Tests.Api;

/// <summary>An open stream of server-sent events. Disposing it cuts the connection.</summary>
public sealed class EventStream : IAsyncDisposable
{
    private readonly HttpResponseMessage _answer;
    private readonly Stream _stream;
    private readonly IAsyncEnumerator<SseItem<string>> _items;
    private readonly CancellationTokenSource _cut = new();

    internal EventStream(HttpResponseMessage answer, Stream stream)
    {
        _answer = answer;
        _stream = stream;
        _items = SseParser.Create(stream).EnumerateAsync(_cut.Token).GetAsyncEnumerator(_cut.Token);
    }

    /// <summary>The next event that is no heartbeat.</summary>
    /// <returns>Its name, its id and its data; null when the stream has ended.</returns>
    public async Task<(string Name, string? Id, JsonNode Data)?> NextAsync(TimeSpan? within = null)
    {
        using var deadline = Deadline.After(within);
        while (await _items.MoveNextAsync().AsTask().WaitAsync(deadline.Token))
        {
            if (_items.Current is { EventType: not "heartbeat" } item)
            {
                return (item.EventType, item.EventId, JsonNode.Parse(item.Data)!);
            }
        }

        return null;
    }

    public async ValueTask DisposeAsync()
    {
        if (_cut.IsCancellationRequested)
        {
            return;
        }

        await _cut.CancelAsync();
        _answer.Dispose();
        await _stream.DisposeAsync();
    }
}
