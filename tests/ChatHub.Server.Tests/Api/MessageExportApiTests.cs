using System.Net;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using ChatHub.Chat;
using ChatHub.Server.Api;
using ChatHub.Server.Operators.Accounts;
using ChatHub.Server.Operators.Audit;
using ChatHub.Server.Operators.Keys;
using ChatHub.Server.Operators.Sessions;
using ChatHub.Server.Storage.MessageLog;
using ChatHub.Server.Storage.MessageLog.Export;
using ChatHub.Server.Tests.Doubles;
using ChatHub.Server.Tests.Storage.MessageLog;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Xunit;

namespace ChatHub.Server.Tests.Api;

/// <summary>The endpoint on a real web server, over a reader that gives what the test says.</summary>
public sealed class MessageExportApiTests : IAsyncLifetime
{
    private readonly ScriptedReader _reader = new();
    private readonly ExportTickets _tickets = new();
    private readonly RecordingAudit _audit = new();
    private readonly HttpClient _client = new();
    private WebApplication _app = default!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        var builder = WebApplication.CreateBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddSingleton<IMessageReader>(_reader);
        builder.Services.AddSingleton(_tickets);
        builder.Services.AddSingleton<IAuditTrail>(_audit);
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddDbContextFactory<OperatorDatabase>(options => options.UseSqlite("Data Source=:memory:")).AddSingleton<OperatorSessions>().AddSingleton<ApiKeys>();
        _app = builder.Build();
        MessageExportApi.Map(_app.MapGroup("/api/v1").AddEndpointFilter<ApiProblemFilter>());
        await _app.StartAsync(Stop);
        _client.BaseAddress = new Uri(_app.Urls.First());
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _app.DisposeAsync();
    }

    [Theory]
    [InlineData("csv", "text/csv")]
    [InlineData("jsonl", "application/jsonl")]
    [InlineData("TXT", "text/plain")]
    public async Task Export_Format_IsAFileOfThisKind(string format, string type)
    {
        using var answer = await _client.GetAsync(Url($"format={format}"), Stop);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(type, answer.Content.Headers.ContentType?.MediaType);
        Assert.Equal("attachment", answer.Content.Headers.ContentDisposition?.DispositionType);
        Assert.Matches(@"^""?chathub-messages-\d{8}-\d{6}\.(csv|jsonl|txt)""?$", answer.Content.Headers.ContentDisposition?.FileName);
        Assert.Contains("hello 3", await answer.Content.ReadAsStringAsync(Stop), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Export_Filters_AreThoseOfTheAddress()
    {
        await _client.GetStringAsync(Url("format=txt&q=hello&room=lobby&listener=relay&connection=7&sender=Anna&remote=10.0.0.7&kind=text,emote&from=2026-11-23&to=2026-11-24"), Stop);

        Assert.Equal(("hello", "lobby", "relay", 7L, "Anna", "10.0.0.7"), (_reader.Asked!.Text, _reader.Asked.Room, _reader.Asked.Listener, _reader.Asked.Connection!.Value, _reader.Asked.Sender, _reader.Asked.Remote));
        Assert.Equal([MessageKind.Text, MessageKind.Emote], _reader.Asked.Kinds);
        Assert.Equal(TimeSpan.FromDays(1), _reader.Asked.To - _reader.Asked.From);
    }

    [Theory]
    [InlineData("", "format", "csv, jsonl, txt")]
    [InlineData("format=xlsx", "format", "csv, jsonl, txt")]
    [InlineData("format=csv&kind=shout", "kind", "text, emote")]
    [InlineData("format=csv&connection=x", "connection", "number")]
    [InlineData("format=csv&rooms=lobby", "rooms", "room")]
    public async Task Export_WrongValue_IsAProblemThatNamesIt(string address, string field, string allowed)
    {
        using var answer = await _client.GetAsync(Url(address), Stop);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        using var problem = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(Stop));
        Assert.Contains(field, problem.RootElement.GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.Contains(allowed, problem.RootElement.GetProperty("errors").GetProperty(field)[0].GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Export_WithTicket_CountsIntoIt_Once()
    {
        using var ticket = _tickets.Open();
        await _client.GetStringAsync(Url($"format=txt&ticket={ticket.Id}"), Stop);

        Assert.Equal((ExportState.Done, 3), (ticket.State, ticket.Written));
        using var again = await _client.GetAsync(Url($"format=txt&ticket={ticket.Id}"), Stop);
        Assert.Equal(HttpStatusCode.Gone, again.StatusCode);
    }

    [Fact]
    public async Task Export_TicketGivenUp_EndsTheAnswerInTheMiddle()
    {
        using var ticket = _tickets.Open();
        _reader.Count = int.MaxValue;
        using var answer = await _client.GetAsync(Url($"format=txt&ticket={ticket.Id}"), HttpCompletionOption.ResponseHeadersRead, Stop);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        ticket.Cancel();

        await Assert.ThrowsAnyAsync<Exception>(() => answer.Content.ReadAsByteArrayAsync(Stop)); // not an end, or what came would look like all
        Assert.Equal(ExportState.Cancelled, ticket.State);
        await _reader.Ended.WaitAsync(TimeSpan.FromSeconds(30), Stop);
    }

    [Fact]
    public async Task Export_ReceiverGoesAway_EndsTheReading()
    {
        _reader.Count = int.MaxValue;
        using (var answer = await _client.GetAsync(Url("format=csv"), HttpCompletionOption.ResponseHeadersRead, Stop))
        {
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        }

        await _reader.Ended.WaitAsync(TimeSpan.FromSeconds(30), Stop);
    }

    [Fact]
    public async Task Export_LogCannotBeRead_IsAProblem()
    {
        _reader.Fault = new MessageLogUnavailableException("The disk is away.");
        using var answer = await _client.GetAsync(Url("format=csv"), Stop);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        Assert.Equal("The disk is away.", (string?)JsonNode.Parse(await answer.Content.ReadAsStringAsync(Stop))!["detail"]);
        Assert.Null(answer.Content.Headers.ContentDisposition);
    }

    private static Uri Url(string query) => new($"/api/v1/messages/export?{query}", UriKind.Relative);

    private sealed class ScriptedReader : IMessageReader
    {
        private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public int Count { get; set; } = 3;

        public Exception? Fault { get; set; }

        public MessageQuery? Asked { get; private set; }

        public Task Ended => _ended.Task;

        public Task<MessagePage> ReadAsync(MessageQuery query, long from, PageDirection direction, int count, CancellationToken cancellation) => throw new NotSupportedException();

        public Task<ChatMessage?> FindAsync(long id, CancellationToken cancellation) => throw new NotSupportedException();

        public Task<long?> FirstAtAsync(DateTimeOffset at, CancellationToken cancellation) => throw new NotSupportedException();

        public async IAsyncEnumerable<ChatMessage> ReadAllAsync(MessageQuery query, [EnumeratorCancellation] CancellationToken cancellation)
        {
            await Task.CompletedTask;
            Asked = query;
            if (Fault is not null)
            {
                throw Fault;
            }

            try
            {
                for (var id = 1; id <= Count; id++)
                {
                    cancellation.ThrowIfCancellationRequested();
                    yield return Entries.Said(id, $"hello {id}");
                }
            }
            finally
            {
                _ended.TrySetResult();
            }
        }
    }
}
