using System.Collections.Concurrent;
using System.Net;
using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace ChatHub.EndToEnd.Tests.Server;

/// <summary>
/// The operator of the tests. A server gets it before its start, see <see cref="PublishedBuild"/>; a browser that opens one of its pages gets the cookie of a session that was made by posting the form,
/// once for each server.
/// </summary>
public static partial class OperatorSignIn
{
    /// <summary>Name of the operator, an administrator.</summary>
    public const string Name = "operator1";

    /// <summary>The operator's password.</summary>
    public const string Password = "seven quiet lanterns";

    private const string SessionCookie = "chathub.session";

    private static readonly ConcurrentDictionary<string, Lazy<Task<string>>> s_sessions = new();
    private static readonly ConcurrentDictionary<string, Lazy<Task<(string Cookie, string Token)>>> s_forms = new();

    /// <summary>Tells that a server with the operator is at this address.</summary>
    internal static void Know(string url) => _ = s_sessions.TryAdd(new Uri(url).Authority, new(() => MakeSessionAsync(url, Name, Password))) && s_forms.TryAdd(new Uri(url).Authority, new(() => FormsAsync(url)));

    /// <summary>The server has gone; another may get its address.</summary>
    internal static void Forget(string url) => _ = s_sessions.TryRemove(new Uri(url).Authority, out _) && s_forms.TryRemove(new Uri(url).Authority, out _);

    /// <summary>Signs a browser in that is about to open an address, where a server with the operator is.</summary>
    internal static async Task SignInAsync(IBrowserContext browser, string url)
    {
        if (s_sessions.TryGetValue(new Uri(url).Authority, out var session))
        {
            await browser.AddCookiesAsync([new() { Name = SessionCookie, Value = await session.Value, Url = new Uri(url).GetLeftPart(UriPartial.Authority), HttpOnly = true, SameSite = SameSiteAttribute.Strict }]);
        }
    }

    /// <summary>Asks as the operator of a server.</summary>
    internal static HttpMessageHandler Through(HttpMessageHandler inner) => new Cookies(inner);

    /// <summary>A client that is signed in as the operator of a server.</summary>
    internal static async Task<HttpClient> ClientAsync(string url)
    {
        var client = new HttpClient { BaseAddress = new Uri(url) };
        client.DefaultRequestHeaders.Add("Cookie", $"{SessionCookie}={await s_sessions[new Uri(url).Authority].Value}");
        return client;
    }

    /// <summary>Posts the form, as a browser does.</summary>
    /// <returns>The value of the session's cookie.</returns>
    internal static async Task<string> MakeSessionAsync(string url, string name, string password)
    {
        var cookies = new CookieContainer();
        using var handler = new HttpClientHandler { CookieContainer = cookies, AllowAutoRedirect = false };
        using var client = new HttpClient(handler) { BaseAddress = new Uri(url) };
        var page = await client.GetStringAsync(new Uri("/sign-in", UriKind.Relative));
        using var form = new FormUrlEncodedContent(new Dictionary<string, string> { ["__RequestVerificationToken"] = Token().Match(page).Groups[1].Value, ["name"] = name, ["password"] = password });
        using var answer = await client.PostAsync(new Uri("/sign-in", UriKind.Relative), form);
        return cookies.GetCookies(new Uri(url))[SessionCookie]?.Value ?? throw new InvalidOperationException($"{name} was not signed in: {answer.StatusCode}, {await answer.Content.ReadAsStringAsync()}");
    }

    /// <summary>What a page of the dashboard has to send to change something: the cookie of its forms, and the token that belongs to it and to the operator.</summary>
    private static async Task<(string Cookie, string Token)> FormsAsync(string url)
    {
        using var client = await ClientAsync(url);
        using var answer = await client.GetAsync(new Uri("/account", UriKind.Relative));
        var cookie = answer.Headers.GetValues("Set-Cookie").Single(value => value.StartsWith("chathub.forms=", StringComparison.Ordinal)).Split(';')[0];
        return (cookie, Token().Match(await answer.Content.ReadAsStringAsync()).Groups[1].Value);
    }

    private sealed class Cookies(HttpMessageHandler inner) : DelegatingHandler(inner)
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var authority = request.RequestUri!.Authority;
            var cookie = $"{SessionCookie}={await s_sessions[authority].Value}";
            if (request.Method != HttpMethod.Get)
            {
                var (forms, token) = await s_forms[authority].Value;
                cookie += $"; {forms}";
                request.Headers.Add("RequestVerificationToken", token);
            }

            request.Headers.TryAddWithoutValidation("Cookie", cookie);
            return await base.SendAsync(request, cancellationToken);
        }
    }

    [GeneratedRegex("name=\"__RequestVerificationToken\" value=\"([^\"]*)\"")]
    private static partial Regex Token();
}
