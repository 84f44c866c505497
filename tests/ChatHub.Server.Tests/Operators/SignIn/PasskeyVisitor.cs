using System.Net;
using System.Text.Json;
using ChatHub.Server.Tests.Doubles;
using Xunit;

namespace ChatHub.Server.Tests.Operators.SignIn;

/// <summary>A browser that knows the server as localhost, where passkeys are to be had.</summary>
internal sealed class PasskeyVisitor : IDisposable
{
    private readonly WebServer.Visitor _visitor;
    private readonly SoftwareAuthenticator _own;

    /// <summary>A browser of a server.</summary>
    /// <param name="server">Which.</param>
    /// <param name="from">The address that a proxy here tells of it; null for this machine's.</param>
    public PasskeyVisitor(WebServer server, string? from = null)
    {
        _visitor = server.Visit();
        _visitor.Client.DefaultRequestHeaders.Host = $"localhost:{server.Url.Port}";
        if (from is not null)
        {
            _visitor.Client.DefaultRequestHeaders.Add("X-Forwarded-For", from);
        }

        Key = _own = new() { Origin = $"http://localhost:{server.Url.Port}" };
    }

    /// <summary>Its passkey: its own, unless it is given that of another, which stays the other's to dispose.</summary>
    public SoftwareAuthenticator Key { get; set; }

    /// <summary>Whether it has a session's cookie.</summary>
    public bool IsIn => _visitor.Cookies["chathub.session"] is not null;

    public Task<HttpResponseMessage> PostAsync(string page, string path, params (string Name, string Value)[] fields) => _visitor.PostAsync(page, path, fields);

    public Task<HttpResponseMessage> PostBareAsync(string path, params (string Name, string Value)[] fields) => _visitor.PostBareAsync(path, fields);

    /// <summary>What a page says.</summary>
    public Task<string> ReadAsync(string path) => _visitor.Client.GetStringAsync(new Uri(path, UriKind.Relative), TestContext.Current.CancellationToken);

    /// <summary>How a page answers.</summary>
    public async Task<HttpStatusCode> StatusAsync(string path)
    {
        using var answer = await _visitor.GetAsync(path);
        return answer.StatusCode;
    }

    /// <summary>Signs in with the password, and makes a passkey.</summary>
    public async Task<HttpResponseMessage> MakeAsync(string account = "viewer", string name = "laptop")
    {
        (await _visitor.SignInAsync(account, WebServer.Password)).Dispose();
        var (options, challenge) = await AskToMakeAsync(name);
        return await PostAsync("/account", "/account/passkeys", ("name", name), ("challenge", challenge), ("credential", Key.Make(options)));
    }

    /// <summary>Asks for a new passkey with the right password.</summary>
    public async Task<(JsonElement Options, string Challenge)> AskToMakeAsync(string name = "laptop") =>
        await AnswerOfAsync(await PostAsync("/account", "/account/passkeys/ask", ("name", name), ("present", WebServer.Password)));

    /// <summary>Asks what to sign to come in.</summary>
    public async Task<(JsonElement Options, string Challenge)> AskAsync() => await AnswerOfAsync(await PostAsync("/sign-in", "/sign-in/passkey/ask"));

    /// <summary>Signs in with the passkey.</summary>
    public async Task<HttpResponseMessage> SignInAsync(string place = "/")
    {
        var (options, challenge) = await AskAsync();
        return await AnswerAsync(challenge, Key.Sign(options), place);
    }

    /// <summary>Sends an answer.</summary>
    public Task<HttpResponseMessage> AnswerAsync(string challenge, string credential, string place = "/") =>
        PostAsync("/sign-in", "/sign-in/passkey", ("place", place), ("challenge", challenge), ("credential", credential));

    public void Dispose()
    {
        _visitor.Dispose();
        _own.Dispose();
    }

    private static async Task<(JsonElement Options, string Challenge)> AnswerOfAsync(HttpResponseMessage answer)
    {
        using (answer)
        {
            var text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
            Assert.True(answer.StatusCode == HttpStatusCode.OK, $"{answer.StatusCode}: {text}");
            using var json = JsonDocument.Parse(text);
            return (json.RootElement.GetProperty("options").Clone(), json.RootElement.GetProperty("challenge").GetString()!);
        }
    }
}
