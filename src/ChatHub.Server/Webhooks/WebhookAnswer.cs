using System.Net.Http.Headers;

namespace ChatHub.Server.Webhooks;

/// <summary>What went wrong with an attempt.</summary>
public enum WebhookFault : byte
{
    /// <summary>Nothing: it was taken.</summary>
    None,

    /// <summary>The answer is no success (2xx).</summary>
    Status,

    /// <summary>The answer is a redirect, which is not followed.</summary>
    Redirect,

    /// <summary>The name of the host is not known.</summary>
    NoSuchHost,

    /// <summary>No connection could be made.</summary>
    NoConnection,

    /// <summary>TLS failed: the certificate is not trusted, or of another host.</summary>
    Tls,

    /// <summary>No answer in time.</summary>
    Timeout,

    /// <summary>The connection broke, or what came was no HTTP.</summary>
    Broken,

    /// <summary>The event could not be sent for a fault of this server, whose log has more.</summary>
    Unsendable,
}

/// <summary>What came of an attempt.</summary>
/// <param name="Fault">What went wrong.</param>
/// <param name="Status">The status of the answer; null where there was none.</param>
public sealed record WebhookAnswer(WebhookFault Fault, int? Status = null)
{
    /// <summary>The longest wait that a receiver can ask for: one that is well again after an hour's repair is not to be left alone for a day.</summary>
    public static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(10);

    /// <summary>How long the receiver asks to be left alone (429 and 503 with <c>Retry-After</c>), at most <see cref="LongestWait"/>; null where it does not say.</summary>
    public TimeSpan? Wait { get; init; }

    /// <summary>Whether the receiver has it.</summary>
    public bool IsGood => Fault == WebhookFault.None;

    /// <summary>Whether the receiver says that it is this event that it does not take (400, 413, 415, 422), which time does not mend.</summary>
    public bool IsRefusal => Status is 400 or 413 or 415 or 422;

    /// <summary>An answer of that status.</summary>
    public static WebhookAnswer Of(int status) =>
        new(status is >= 200 and < 300 ? WebhookFault.None : status is >= 300 and < 400 ? WebhookFault.Redirect : WebhookFault.Status, status);

    /// <summary>How long a receiver asks to be left alone (RFC 9110, section 10.2.3): a number of seconds, or a time.</summary>
    /// <param name="status">The status of its answer.</param>
    /// <param name="after">What its header says; null where there is none that can be read.</param>
    /// <param name="now">The time now.</param>
    public static TimeSpan? WaitOf(int status, RetryConditionHeaderValue? after, DateTimeOffset now) =>
        status is 429 or 503 && (after?.Delta ?? after?.Date - now) is { } wait && wait > TimeSpan.Zero ? (wait < LongestWait ? wait : LongestWait) : null;

    /// <inheritdoc/>
    public override string ToString() => Status is { } status ? $"{Fault} {status}" : Fault.ToString();
}
