using System.Net.Http.Headers;
using ChatHub.Server.Hosting;

namespace ChatHub.Server.Webhooks;

/// <summary>Makes attempts for one webhook, over connections of its own. Of an answer only the status counts: its body is not read.</summary>
internal sealed class WebhookSender : IDisposable
{
    private const int MostHeaderKilobytes = 16;
    private const int MostDrainedBytes = 4096; // so that the connection can be used again after a short answer

    private readonly HttpClient _client;
    private readonly WebhookSettings _settings;
    private readonly TimeProvider _time;

    /// <summary>For a webhook.</summary>
    public WebhookSender(WebhookSettings settings, TimeProvider time)
    {
        (_settings, _time) = (settings, time);
        _client = new(new SocketsHttpHandler
        {
            AllowAutoRedirect = false, // a redirect would take the event to somebody who was not named
            UseCookies = false,
            Credentials = null,
            ActivityHeadersPropagator = null,
            PooledConnectionLifetime = TimeSpan.FromMinutes(5), // a name may get another address
            MaxConnectionsPerServer = 2,
            MaxResponseHeadersLength = MostHeaderKilobytes,
            MaxResponseDrainSize = MostDrainedBytes,
            ResponseDrainTimeout = TimeSpan.FromSeconds(1),
        }) { Timeout = Timeout.InfiniteTimeSpan };
    }

    /// <summary>Makes one attempt.</summary>
    public async Task<WebhookAnswer> SendAsync(WebhookBody body, CancellationToken cancellation)
    {
        using var late = new CancellationTokenSource(_settings.Timeout, _time);
        using var over = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancellation);
        using var request = RequestOf(body);
        try
        {
            using var answer = await _client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, over.Token);
            return WebhookAnswer.Of((int)answer.StatusCode) with { Wait = WebhookAnswer.WaitOf((int)answer.StatusCode, answer.Headers.RetryAfter, _time.GetUtcNow()) };
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return new(WebhookFault.Timeout);
        }
        catch (HttpRequestException failure)
        {
            return new(FaultOf(failure.HttpRequestError));
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _client.Dispose();

    private HttpRequestMessage RequestOf(WebhookBody body)
    {
        var bytes = body.ToBytes();
        var request = new HttpRequestMessage(HttpMethod.Post, _settings.Url) { Content = new ByteArrayContent(bytes) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json", "utf-8");
        request.Headers.UserAgent.Add(new ProductInfoHeaderValue("ChatHub", StartupBanner.Version));
        request.Headers.Add("ChatHub-Event", body.Event);
        request.Headers.Add("ChatHub-Delivery", body.Id);
        request.Headers.Add(WebhookSignature.Header, WebhookSignature.Of(_settings.Secret, _time.GetUtcNow(), bytes));
        return request;
    }

    private static WebhookFault FaultOf(HttpRequestError error) => error switch
    {
        HttpRequestError.NameResolutionError => WebhookFault.NoSuchHost,
        HttpRequestError.ConnectionError or HttpRequestError.ProxyTunnelError => WebhookFault.NoConnection,
        HttpRequestError.SecureConnectionError => WebhookFault.Tls,
        _ => WebhookFault.Broken,
    };
}
