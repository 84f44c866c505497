using System.Text;
using ChatHub.Chat;
using ChatHub.Server.Hosting;
using ChatHub.Server.Storage.MessageLog;
using ChatHub.Server.Storage.MessageLog.Reading;
using Microsoft.AspNetCore.WebUtilities;

namespace ChatHub.Server.Webhooks;

/// <summary>A webhook's settings, checked. What goes wrong with them never repeats the secret, nor an address that may hold one.</summary>
internal sealed class WebhookSettings
{
    /// <summary>Most webhooks.</summary>
    public const int Most = 20;

    private static readonly string[] s_noFilters = ["from", "to"]; // an event is of now

    private WebhookSettings(string name, Uri url, WebhookOptions options, IReadOnlyList<WebhookEvent> events, MessageFilter filter)
    {
        (Name, Url, Secret, Events, Filter) = (name, url, Encoding.UTF8.GetBytes(options.Secret), events, filter);
        (Grace, Timeout, KeepFor, QueueLength) = (options.Grace, options.Timeout, options.KeepFor, options.QueueLength);
    }

    /// <summary>What it is called.</summary>
    public string Name { get; }

    /// <summary>Where events go.</summary>
    public Uri Url { get; }

    /// <summary>Where events go, without the path, which may hold a secret.</summary>
    public string Place => Url.GetLeftPart(UriPartial.Authority);

    /// <summary>The key of the signature.</summary>
    public byte[] Secret { get; }

    /// <summary>What is sent.</summary>
    public IReadOnlyList<WebhookEvent> Events { get; }

    /// <summary>Which messages.</summary>
    public MessageFilter Filter { get; }

    /// <summary>How soon a client is back that was not away.</summary>
    public TimeSpan Grace { get; }

    /// <summary>How long an answer may take.</summary>
    public TimeSpan Timeout { get; }

    /// <summary>How old an event may be when it is sent.</summary>
    public TimeSpan KeepFor { get; }

    /// <summary>How many entries it may be behind.</summary>
    public int QueueLength { get; }

    /// <summary>Reads all webhooks of a section.</summary>
    /// <param name="section">The section.</param>
    /// <param name="problems">What is wrong is added; then the list is not whole.</param>
    public static IReadOnlyList<WebhookSettings> ReadAll(IConfigurationSection section, ICollection<string> problems)
    {
        var all = new List<WebhookSettings>();
        foreach (var child in section.GetChildren())
        {
            var before = problems.Count;
            var options = SettingsReader.Read<WebhookOptions>(child, problems);
            var made = From(child, options, problems);
            if (made is not null && all.Any(other => other.Name.Equals(made.Name, StringComparison.OrdinalIgnoreCase)))
            {
                problems.Add($"{child.Path}:Name is '{made.Name}': another webhook has this name");
            }
            else if (made is not null && problems.Count == before)
            {
                all.Add(made);
            }
        }

        if (all.Count > Most)
        {
            problems.Add($"{section.Path} has {all.Count} webhooks: expected at most {Most}");
        }

        return all;
    }

    private static WebhookSettings? From(IConfigurationSection section, WebhookOptions options, ICollection<string> problems)
    {
        var before = problems.Count;
        var name = string.IsNullOrWhiteSpace(options.Name) ? section.Key : options.Name;
        if (name.Length > 32 || !name.All(character => char.IsAsciiLetterOrDigit(character) || character is '.' or '_' or '-'))
        {
            problems.Add($"{section.Path}:Name is '{VisibleText.Of(name)}': expected 1 to 32 letters, digits, '.', '_' and '-'");
        }

        if (!Uri.TryCreate(options.Url, UriKind.Absolute, out var url) || (url.Scheme != Uri.UriSchemeHttp && url.Scheme != Uri.UriSchemeHttps) || url.UserInfo.Length > 0 || url.Host.Length == 0)
        {
            problems.Add($"{section.Path}:Url is {(options.Url.Length == 0 ? "missing" : "no such address")}: expected one like https://example.org/hook, without a user and a password");
        }

        if (options.Secret.Length is < 16 or > 256)
        {
            problems.Add($"{section.Path}:Secret has {options.Secret.Length} characters: expected 16 to 256");
        }

        var events = WebhookEvents.Parse(options.Events);
        if (events is null)
        {
            problems.Add($"{section.Path}:Events is '{VisibleText.Of(options.Events)}': expected some of {string.Join(", ", WebhookEvents.All.Select(WebhookEvents.NameOf))}, with commas between");
        }

        var filter = FilterOf(section.Path, options.Filter, problems);
        return problems.Count == before ? new(name, url!, options, events!, filter!) : null;
    }

    private static MessageFilter? FilterOf(string path, string text, ICollection<string> problems)
    {
        var parameters = QueryHelpers.ParseQuery(text);
        var wrong = new List<QueryProblem>();
        var query = MessageQueryUrl.Read(parameters, wrong);
        foreach (var name in parameters.Keys.Where(name => s_noFilters.Contains(name) || !MessageQueryUrl.Names.Contains(name)))
        {
            wrong.Add(new(name, $"'{VisibleText.Of(name)}' is no filter here: expected some of {string.Join(", ", MessageQueryUrl.Names.Except(s_noFilters))}"));
        }

        if (query.Kinds?.Contains(MessageKind.System) == true)
        {
            wrong.Add(new("kind", "kind names system: expected some of text, emote, private, server; what happens to clients and to the server are events of their own"));
        }

        foreach (var problem in wrong)
        {
            problems.Add($"{path}:Filter is '{VisibleText.Of(text)}': {problem.Detail}");
        }

        return wrong.Count == 0 ? new(query) : null;
    }
}
