namespace ChatHub.Server.Webhooks;

/// <summary>What webhooks have to say in the server's log. Never what was said, nor a secret or an address that may hold one.</summary>
internal static partial class WebhookLog
{
    [LoggerMessage(8001, LogLevel.Warning, "Webhook {Name} could not be delivered to {Place} ({Why}); it is tried again, later each time, and this is said once")]
    public static partial void Fails(ILogger log, string name, string place, WebhookAnswer why);

    [LoggerMessage(8002, LogLevel.Information, "Webhook {Name} is delivered again, after failing since {Since:u}; {Dropped} events were dropped")]
    public static partial void Recovers(ILogger log, string name, DateTimeOffset since, long dropped);

    [LoggerMessage(8003, LogLevel.Warning, "Webhook {Name} drops events ({Cause}); this is said once until something is delivered, and the metrics count them")]
    public static partial void Drops(ILogger log, string name, WebhookDrop cause);

    [LoggerMessage(8004, LogLevel.Warning, "Webhook {Name} cannot read the message log now ({Why}); it goes on when it can")]
    public static partial void CannotRead(ILogger log, string name, string why);

    [LoggerMessage(8005, LogLevel.Error, "Webhook {Name} failed in an unexpected way; it goes on after a while")]
    public static partial void Broke(ILogger log, Exception failure, string name);

    [LoggerMessage(8010, LogLevel.Warning, "The file of the webhooks, {File}, cannot be kept now; after a crash some events are sent twice: {Why}")]
    public static partial void PlacesNotKept(ILogger log, string file, string why);

    [LoggerMessage(8011, LogLevel.Error, "The file of the webhooks, {File}, could not be read ({Why}); it was set aside as {Aside}, and webhooks begin with what comes from now on")]
    public static partial void PlacesSetAside(ILogger log, string file, string aside, string why);
}
