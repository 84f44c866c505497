using System.Collections.Concurrent;
using System.Net;
using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace ChatHub.EndToEnd.Tests.Server;

/// <summary>
/// The operator of the tests. A server gets it before its start, with a session that was made by posting the form, see <see cref="PublishedBuild"/>; a browser that opens one of its pages gets the cookie
/// of that session.
/// </summary>
public static partial class OperatorSignIn
{
    /// <summary>Name of the operator, an administrator.</summary>
    public const string Name = "operator1";

    /// <summary>The operator's password.</summary>
    public const string Password = "seven quiet lanterns";

    private const string SessionCookie = "chathub.session";

    private static readonly ConcurrentDictionary<string, Held> s_servers = new();

    /// <summary>Signs the operator in.</summary>
    internal static async Task<Held> SignInAsync(string url)
    {
        var session = await MakeSessionAsync(url, Name, Password);
        using var client = Client(url, session);
        using var answer = await client.GetAsync(new Uri("/account", UriKind.Relative));
        var forms = answer.Headers.GetValues("Set-Cookie").Single(value => value.StartsWith("chathub.forms=", StringComparison.Ordinal)).Split(';')[0];
        return new(session, forms, Token().Match(await answer.Content.ReadAsStringAsync()).Groups[1].Value);
    }

    /// <summary>Tells that a server at this address knows the operator by this.</summary>
    internal static void Know(string url, Held held) => s_servers[new Uri(url).Authority] = held;

    /// <summary>The server has gone and another may get its address, or its pages are to be opened by nobody it knows.</summary>
    internal static void Forget(string url) => s_servers.TryRemove(new Uri(url).Authority, out _);

    /// <summary>Signs a browser in that is about to open an address, where a server with the operator is.</summary>
    internal static async Task SignInAsync(IBrowserContext browser, string url)
    {
        if (s_servers.TryGetValue(new Uri(url).Authority, out var held))
        {
            await browser.AddCookiesAsync([new() { Name = SessionCookie, Value = held.Session, Url = new Uri(url).GetLeftPart(UriPartial.Authority), HttpOnly = true, SameSite = SameSiteAttribute.Strict }]);
        }
    }

    /// <summary>Asks as the operator of a server.</summary>
    internal static HttpMessageHandler Through(HttpMessageHandler inner) => new Cookies(inner);

    /// <summary>A client that is signed in as the operator of a server.</summary>
    internal static HttpClient Client(string url) => Client(url, s_servers[new Uri(url).Authority].Session);

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

    private static HttpClient Client(string url, string session)
    {
        var client = new HttpClient { BaseAddress = new Uri(url) };
        client.DefaultRequestHeaders.Add("Cookie", $"{SessionCookie}={session}");
        return client;
    }

    /// <summary>What a browser of the operator holds.</summary>
    /// <param name="Session">Value of the session's cookie.</param>
    /// <param name="Forms">The cookie of its forms, with its name.</param>
    /// <param name="Token">What belongs to that cookie and to the operator: what a page has to send to change something.</param>
    internal sealed record Held(string Session, string Forms, string Token);

    private sealed class Cookies(HttpMessageHandler inner) : DelegatingHandler(inner)
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var held = s_servers[request.RequestUri!.Authority];
            var cookie = $"{SessionCookie}={held.Session}";
            if (request.Method != HttpMethod.Get)
            {
                cookie += $"; {held.Forms}";
                request.Headers.Add("RequestVerificationToken", held.Token);
            }

            request.Headers.TryAddWithoutValidation("Cookie", cookie);
            return base.SendAsync(request, cancellationToken);
        }
    }

    [GeneratedRegex("name=\"__RequestVerificationToken\" value=\"([^\"]*)\"")]
    private static partial Regex Token();
}
