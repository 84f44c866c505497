using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using ChatHub.Server.Storage.MessageLog;
using ChatHub.Server.Tests.Doubles;
using ChatHub.Server.Webhooks;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace ChatHub.Server.Tests.Webhooks;

/// <summary>What goes over the wire, and what is made of what comes back.</summary>
public sealed class WebhookSenderTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public void Signature_OfKnownInput_IsWhatAnotherProgramComputes() => Assert.Equal(
        "t=1763902800,v1=064c27074ff6c8bf95b4de87f501be5fffc5dfa2d8cc03727f588f24efff3fcf", // Python: hmac.new(secret, b"1763902800." + body, hashlib.sha256).hexdigest()
        WebhookSignature.Of("a secret of sixteen or more"u8, DateTimeOffset.FromUnixTimeSeconds(1_763_902_800), "{\"id\":\"1-2\",\"event\":\"message\"}"u8.ToArray()));

    [Fact]
    public async Task Request_OfAMessage_IsSignedAndSaysWhatItIs()
    {
        using var receiver = new RawReceiver("HTTP/1.1 204 No Content\r\n\r\n");
        var time = new FakeTimeProvider(Sample.Noon);
        using var sender = new WebhookSender(HookAtWork.SettingsOf(("Url", receiver.Url + "hook?key=1")), time);
        var item = new WebhookItem(WebhookEvent.Message, new LoggedMessage(Sample.Logged(42, Sample.Said("你好 <b>")), 11));

        Assert.Equal(WebhookAnswer.Of(204), await sender.SendAsync(WebhookBody.Of(item, "pager"), Stop));

        var (head, body) = await receiver.RequestAsync();
        Assert.StartsWith("POST /hook?key=1 HTTP/1.1\r\n", head, StringComparison.Ordinal);
        Assert.Contains("\r\nContent-Type: application/json; charset=utf-8\r\n", head, StringComparison.Ordinal);
        Assert.Contains("\r\nChatHub-Event: message\r\n", head, StringComparison.Ordinal);
        Assert.Contains($"\r\nChatHub-Delivery: {item.DeliveryId}\r\n", head, StringComparison.Ordinal);
        Assert.Contains($"\r\nChatHub-Signature: t={Sample.Noon.ToUnixTimeSeconds()},v1={Hmac("a secret of sixteen or more", $"{Sample.Noon.ToUnixTimeSeconds()}.", body)}\r\n", head, StringComparison.Ordinal);
        Assert.DoesNotContain("traceparent", head, StringComparison.OrdinalIgnoreCase);
        var json = JsonNode.Parse(body)!;
        Assert.Equal((item.DeliveryId, "message", "pager", 42, "你好 <b>", "Anna"), ((string?)json["id"], (string?)json["event"], (string?)json["webhook"], (long)json["entry"]!["id"]!, (string?)json["entry"]!["text"], (string?)json["entry"]!["sender"]));
    }

    [Theory]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 99999999999\r\n\r\nabc", WebhookFault.None, 200)] // its body is not waited for
    [InlineData("HTTP/1.1 307 Temporary Redirect\r\nLocation: http://192.0.2.1/\r\nContent-Length: 0\r\n\r\n", WebhookFault.Redirect, 307)]
    [InlineData("HTTP/1.1 503 Service Unavailable\r\nContent-Length: 0\r\n\r\n", WebhookFault.Status, 503)]
    [InlineData("SSH-2.0-OpenSSH_9.9\r\n", WebhookFault.Broken, null)]
    [InlineData("", WebhookFault.Broken, null)]
    public async Task Answer_OfAllSorts_IsReadNoFurtherThanItsStatus(string answer, WebhookFault fault, int? status)
    {
        using var receiver = new RawReceiver(answer);
        using var sender = new WebhookSender(HookAtWork.SettingsOf(("Url", receiver.Url)), new FakeTimeProvider(Sample.Noon));

        Assert.Equal(new WebhookAnswer(fault, status), await sender.SendAsync(WebhookBody.OfTest(Sample.Noon, "pager"), Stop).WaitAsync(TimeSpan.FromSeconds(20), Stop));
        await receiver.RequestAsync();
    }

    [Theory]
    [InlineData("429 Too Many Requests", "Retry-After: 90", 90)]
    [InlineData("503 Service Unavailable", "Retry-After: 90", 90)]
    [InlineData("503 Service Unavailable", "Retry-After: Sun, 01 Mar 2026 12:02:00 GMT", 120)]
    [InlineData("503 Service Unavailable", "Retry-After: Sun, 01 Mar 2026 11:00:00 GMT", null)] // over already
    [InlineData("503 Service Unavailable", "Retry-After: 0", null)]
    [InlineData("503 Service Unavailable", "Retry-After: 99999999", 600)]
    [InlineData("503 Service Unavailable", "Retry-After: Fri, 31 Dec 9999 23:59:59 GMT", 600)]
    [InlineData("503 Service Unavailable", "Retry-After: -5", null)]
    [InlineData("503 Service Unavailable", "Retry-After: 99999999999999999999", null)]
    [InlineData("503 Service Unavailable", "Retry-After: soon", null)]
    [InlineData("503 Service Unavailable", "X-Filler: 1", null)]
    [InlineData("500 Internal Server Error", "Retry-After: 90", null)]
    public async Task Answer_WithRetryAfter_SaysHowLongToWaitWithinBounds(string status, string header, int? seconds)
    {
        using var receiver = new RawReceiver($"HTTP/1.1 {status}\r\n{header}\r\nContent-Length: 0\r\n\r\n");
        using var sender = new WebhookSender(HookAtWork.SettingsOf(("Url", receiver.Url)), new FakeTimeProvider(Sample.Noon));

        var answer = await sender.SendAsync(WebhookBody.OfTest(Sample.Noon, "pager"), Stop);

        Assert.Equal(seconds is { } some ? TimeSpan.FromSeconds(some) : null, answer.Wait);
    }

    [Fact]
    public async Task Answer_HeadersWithoutEnd_AreNotTaken()
    {
        using var receiver = new RawReceiver("HTTP/1.1 200 OK\r\n" + string.Concat(Enumerable.Repeat($"X-Filler: {new string('x', 1000)}\r\n", 100)));
        using var sender = new WebhookSender(HookAtWork.SettingsOf(("Url", receiver.Url)), new FakeTimeProvider(Sample.Noon));

        Assert.Equal(new WebhookAnswer(WebhookFault.Broken), await sender.SendAsync(WebhookBody.OfTest(Sample.Noon, "pager"), Stop));
    }

    [Fact]
    public async Task Receiver_SaysNothing_TheAttemptEndsAfterTheTimeout()
    {
        using var receiver = new RawReceiver(null);
        var time = new FakeTimeProvider(Sample.Noon);
        using var sender = new WebhookSender(HookAtWork.SettingsOf(("Url", receiver.Url), ("Timeout", "00:00:05")), time);

        var attempt = sender.SendAsync(WebhookBody.OfTest(Sample.Noon, "pager"), Stop);
        await receiver.RequestAsync();
        time.Advance(TimeSpan.FromSeconds(4.9));
        Assert.False(attempt.IsCompleted);
        time.Advance(TimeSpan.FromSeconds(0.1));

        Assert.Equal(new WebhookAnswer(WebhookFault.Timeout), await attempt.WaitAsync(TimeSpan.FromSeconds(20), Stop));
    }

    [Fact]
    public async Task Receiver_IsNotThere_NoConnectionIsMade()
    {
        string url;
        using (var receiver = new RawReceiver(null))
        {
            url = receiver.Url;
        }

        using var sender = new WebhookSender(HookAtWork.SettingsOf(("Url", url)), new FakeTimeProvider(Sample.Noon));
        Assert.Equal(new WebhookAnswer(WebhookFault.NoConnection), await sender.SendAsync(WebhookBody.OfTest(Sample.Noon, "pager"), Stop));
    }

    /// <summary>HMAC-SHA256 as RFC 2104 defines it, step by step.</summary>
    private static string Hmac(string key, string prefix, byte[] body)
    {
        var block = new byte[64];
        Encoding.UTF8.GetBytes(key).CopyTo(block, 0);
        var inner = SHA256.HashData([.. block.Select(one => (byte)(one ^ 0x36)), .. Encoding.ASCII.GetBytes(prefix), .. body]);
        return Convert.ToHexString(SHA256.HashData([.. block.Select(one => (byte)(one ^ 0x5C)), .. inner])).ToLowerInvariant();
    }

    /// <summary>Takes one request and answers with exactly these bytes; null for none, and then it keeps the connection open. Other answers that are no whole ones keep it open too, empty ones close it.</summary>
    private sealed class RawReceiver : IDisposable
    {
        private readonly Socket _listener = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        private readonly TaskCompletionSource<(string, byte[])> _request = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private Socket? _client;

        public RawReceiver(string? answer)
        {
            _listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
            _listener.Listen();
            _ = ServeAsync(answer);
        }

        public string Url => $"http://{_listener.LocalEndPoint}/";

        public Task<(string Head, byte[] Body)> RequestAsync() => _request.Task.WaitAsync(TimeSpan.FromSeconds(20), Stop);

        public void Dispose()
        {
            _listener.Dispose();
            _client?.Dispose();
        }

        private async Task ServeAsync(string? answer)
        {
            try
            {
                _client = await _listener.AcceptAsync();
                var received = new List<byte>();
                var buffer = new byte[4096];
                int end;
                while ((end = Encoding.Latin1.GetString([.. received]).IndexOf("\r\n\r\n", StringComparison.Ordinal)) < 0 || received.Count < end + 4 + LengthIn(received, end))
                {
                    received.AddRange(buffer.AsSpan(0, await _client.ReceiveAsync(buffer)));
                }

                _request.SetResult((Encoding.Latin1.GetString([.. received[..(end + 2)]]), [.. received[(end + 4)..]]));
                if (answer is not null)
                {
                    await _client.SendAsync(Encoding.Latin1.GetBytes(answer));
                }

                if (answer?.Length == 0)
                {
                    _client.Shutdown(SocketShutdown.Both);
                }
            }
            catch (Exception failure) when (failure is SocketException or ObjectDisposedException)
            {
                _request.TrySetException(failure);
            }
        }

        private static int LengthIn(List<byte> received, int end)
        {
            var line = Encoding.Latin1.GetString([.. received[..end]]).Split("\r\n").Single(line => line.StartsWith("Content-Length:", StringComparison.OrdinalIgnoreCase));
            return int.Parse(line.Split(':')[1], System.Globalization.CultureInfo.InvariantCulture);
        }
    }
}
