using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using ChatHub.EndToEnd.Tests.Browser;
using ChatHub.EndToEnd.Tests.Dashboard;
using ChatHub.EndToEnd.Tests.Server;
using ChatHub.EndToEnd.Tests.Webhooks;
using Microsoft.Playwright;

namespace ChatHub.EndToEnd.Tests.Screens;

/// <summary>
/// Makes the pictures of <c>docs/screens</c>: of every page, with data as a house has it. Not part of the tests: somebody looks at them. CHATHUB_PICTURES names another folder,
/// CHATHUB_PICTURES_OF some of them, with commas between; about five minutes for all.
/// </summary>
public sealed class ScreenPictures(PublishedBuild build, BrowserFixture browser) : BrowserTest(browser)
{
    private const string Password = "seven quiet lanterns";

    private static readonly string[] s_listeners = ["relay", "chat", "lab", "old"];

    private readonly Camera _camera = new();
    private readonly string[] _wanted = (Environment.GetEnvironmentVariable("CHATHUB_PICTURES_OF") ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries);

    [Fact(Explicit = true)]
    public async Task Screens_OfAHouse_ArePictured()
    {
        System.Text.Encoding.RegisterProvider(System.Text.CodePagesEncodingProvider.Instance);
        using Receiver pager = new(), board = new() { Status = 503 };
        await using var server = await StartAsync(pager, board);
        await TakeForNewcomersAsync(server, "set-up", new Uri(server.Output.First(line => line.Contains("/set-up?token=", StringComparison.Ordinal)).Trim()).PathAndQuery);
        var key = await FurnishAsync(server);
        await using var house = new House(server.Port);
        house.Open();
        using var api = new HttpClient { BaseAddress = new Uri(server.DashboardUrl + "/api/v1/") };
        api.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
        await ActAsync(api, house);
        await TakeForNewcomersAsync(server, "sign-in", "/sign-in");
        var places = await PlacesAsync(api);
        var session = await OperatorSignIn.MakeSessionAsync(server.DashboardUrl, "anna", Password);
        var open = new List<(PageScreen Page, (string, string) Kind)>();
        foreach (var kind in Camera.Kinds)
        {
            var page = await EnterAsync(server, session, kind.Width, kind.Height, kind.Locale);
            open.Add((page, (kind.Size, kind.Language)));
            if (open.Count == 1)
            {
                await WriteNotesAsync(page, server, places);
            }
        }

        foreach (var shot in Shot.All.Where(IsWanted))
        {
            foreach (var (page, kind) in open)
            {
                await TakeAsync(page, server, shot, kind, places);
            }
        }

        await LoseAsync(server, open);
        await _camera.ListAsync([.. Shot.All.Select(shot => (shot.Name, shot.Title)), ("sign-in", "Sign in · 登录"), ("set-up", "The first administrator · 初始设置"), ("lost", "The server is away · 与服务器失去连接")]);
    }

    private bool IsWanted(Shot shot) => _wanted.Length == 0 || _wanted.Contains(shot.Name);

    private async Task<PublishedServer> StartAsync(Receiver pager, Receiver board)
    {
        var settings = new Dictionary<string, string>
        {
            ["ChatHub__Listeners__lab__Endpoint"] = "127.0.0.1:0",
            ["ChatHub__Listeners__lab__Protocol"] = "Raw",
            ["ChatHub__Listeners__lab__Room"] = "lab",
            ["ChatHub__Listeners__old__Endpoint"] = "127.0.0.1:0",
            ["ChatHub__Listeners__old__Protocol"] = "Relay",
            ["ChatHub__Listeners__old__Encoding"] = "gb18030",
        };
        foreach (var listener in s_listeners)
        {
            settings[$"ChatHub__Listeners__{listener}__ProxyFrom"] = "127.0.0.1";
        }

        foreach (var (name, receiver, events) in new[] { ("pager", pager, "message, fault"), ("board", board, "connect, disconnect") })
        {
            settings[$"ChatHub__Webhooks__{name}__Url"] = receiver.Url;
            settings[$"ChatHub__Webhooks__{name}__Secret"] = "an only example of a secret";
            settings[$"ChatHub__Webhooks__{name}__Events"] = events;
        }

        var server = await build.LaunchServerAsync(settings, hasOperator: false);
        await server.WaitUntilReadyAsync();
        return server;
    }

    private async Task<string> FurnishAsync(PublishedServer server)
    {
        foreach (var (name, role) in new[] { ("anna", "Administrator"), ("ben", "Operator"), ("wang.fang", "Viewer") })
        {
            await build.RunAsync(server.DataDirectory, Password, "--create-operator", name, "--role", role);
        }

        var (_, printed) = await build.RunAsync(server.DataDirectory, "", "--create-key", "timetable", "--role", "Administrator");
        await OperatorSignIn.MakeSessionAsync(server.DashboardUrl, "ben", Password);
        return printed.Split([' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries).First(word => word.Length > 30);
    }

    /// <summary>What operators did today.</summary>
    private static async Task ActAsync(HttpClient api, House house)
    {
        await PutAsync("listeners/guests", """{"endpoint": "127.0.0.1:0", "protocol": "chat", "room": "guests"}""");
        await Pause.ForAsync(9); // they come in and begin to talk
        await PostAsync("bans", """{"address": "203.0.113.0/24", "for": "7.00:00:00", "reason": "scans our ports"}""");
        await PostAsync("bans", """{"address": "198.51.100.7", "for": "1.00:00:00", "reason": "shouts in class"}""");
        foreach (var address in new[] { "203.0.113.9", "203.0.113.9", "203.0.113.40", "198.51.100.7" })
        {
            await house.KnockAsync("chat", address);
        }

        await PostAsync("connections/disconnect", """{"where": {"q": "Emil"}, "reason": "see you after class", "perSecond": 10}""");
        await PostAsync("messages", """{"to": {"everyone": true}, "text": "Good morning, 早上好. The server restarts at 18:00."}""");
        await PostAsync("messages", """{"to": {"room": "lab"}, "text": "measure again, please"}""");

        async Task PutAsync(string path, string json) => (await api.PutAsync(new Uri(path, UriKind.Relative), Json(json))).EnsureSuccessStatusCode();
        async Task PostAsync(string path, string json) => (await api.PostAsync(new Uri(path, UriKind.Relative), Json(json))).EnsureSuccessStatusCode();
        static StringContent Json(string json) => new(json, System.Text.Encoding.UTF8, "application/json");
    }

    /// <summary>Numbers that addresses have in them: of Anna's connection, and of a message with an error.</summary>
    private static async Task<Dictionary<string, string>> PlacesAsync(HttpClient api)
    {
        var anna = await NumberAsync("connections?q=name:Anna");
        for (var tries = 0; ; tries++)
        {
            var error = await NumberAsync("messages?q=error");
            if (error is not null || tries > 60)
            {
                return new() { ["{anna}"] = anna ?? "1", ["{error}"] = error ?? "1" };
            }

            await Pause.ForAsync(1);
        }

        async Task<string?> NumberAsync(string path) =>
            (await api.GetFromJsonAsync<JsonNode>(new Uri(path, UriKind.Relative)))?["items"] is JsonArray { Count: > 0 } items ? items[0]!["id"]!.GetValue<long>().ToString(CultureInfo.InvariantCulture) : null;
    }

    private async Task<PageScreen> EnterAsync(PublishedServer server, string session, int width, int height, string locale)
    {
        var page = new PageScreen(await OpenAsync(server.DashboardUrl + "/sign-in", new() { ViewportSize = new() { Width = width, Height = height }, Locale = locale, HasTouch = width < 900 }));
        await page.Page.Context.AddCookiesAsync([new() { Name = "chathub.session", Value = session, Url = server.DashboardUrl, HttpOnly = true, SameSite = SameSiteAttribute.Strict }]);
        return page;
    }

    /// <summary>An alias, a mute and highlights, as somebody would have set them.</summary>
    private static async Task WriteNotesAsync(PageScreen page, PublishedServer server, Dictionary<string, string> places)
    {
        await page.Page.GotoAsync($"{server.DashboardUrl}/connections?open={places["{anna}"]}");
        await page.Get("note-alias").FillAsync("Seat 4");
        await page.Get("note-text").FillAsync("Borrowed the oscilloscope until Friday.");
        await page.Get("note-save").ClickAsync();
        await page.Page.GotoAsync($"{server.DashboardUrl}/");
        await page.Get("highlights").ClickAsync();
        await page.Get("highlight-what").FillAsync("error");
        await page.Get("highlight-colour").SelectOptionAsync(new SelectOptionValue { Index = 1 });
        await page.Get("highlight-add").ClickAsync();
    }

    private async Task TakeAsync(PageScreen page, PublishedServer server, Shot shot, (string Size, string Language) kind, Dictionary<string, string> places)
    {
        await page.Page.GotoAsync($"{server.DashboardUrl}/{places.Aggregate(shot.Path, (path, place) => path.Replace(place.Key, place.Value, StringComparison.Ordinal))}");
        await page.Get(shot.Shown).First.WaitForAsync();
        await Pause.ForAsync(0.7);
        await (shot.Act?.Invoke(page, kind.Size == "phone") ?? Task.CompletedTask);
        await Pause.ForAsync(0.35);
        await _camera.TakeAsync(page, shot.Name, kind);
    }

    private async Task TakeForNewcomersAsync(PublishedServer server, string name, string path)
    {
        foreach (var kind in Camera.Kinds)
        {
            var page = new PageScreen(await OpenAsync(server.DashboardUrl + path, new() { ViewportSize = new() { Width = kind.Width, Height = kind.Height }, Locale = kind.Locale }));
            await _camera.TakeAsync(page, name, (kind.Size, kind.Language));
        }
    }

    /// <summary>The server goes while somebody writes.</summary>
    private async Task LoseAsync(PublishedServer server, List<(PageScreen Page, (string, string) Kind)> open)
    {
        foreach (var (page, _) in open)
        {
            await page.Page.GotoAsync(server.DashboardUrl);
            await page.Get("send-text").FillAsync("The lab closes at 18:00. 实验室 18:00 关门。");
        }

        await Pause.ForAsync(0.7);
        await server.KillAsync();
        foreach (var (page, kind) in open)
        {
            await Assertions.Expect(page.Page.Locator("html")).ToHaveAttributeAsync("data-connection", "lost", new() { Timeout = 30_000 });
            await _camera.TakeAsync(page, "lost", kind);
            await page.Page.CloseAsync();
            page.Behind.ForgetLostConnections();
        }
    }
}
