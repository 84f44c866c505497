using System.Net;
using System.Text.RegularExpressions;
using ChatHub.Server.Api;
using ChatHub.Server.Dashboard;
using ChatHub.Server.Health;
using ChatHub.Server.Hosting;
using ChatHub.Server.Metrics;
using ChatHub.Server.Operators;
using ChatHub.Server.Operators.Accounts;
using ChatHub.Server.Operators.Audit;
using ChatHub.Server.Operators.Keys;
using ChatHub.Server.Tests.Storage.MessageLog;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace ChatHub.Server.Tests.Doubles;

/// <summary>The whole web side as <c>Program</c> puts it together, on a free port, without listeners, with a clock that the test turns.</summary>
public sealed partial class WebServer : IAsyncDisposable
{
    /// <summary>A password that is good.</summary>
    public const string Password = "seven quiet lanterns";

    private static readonly Lazy<Task<byte[]>> s_accounts = new(MakeAccountsAsync);

    private readonly TempFolder _folder;

    private WebServer(WebApplication app, FakeTimeProvider time, TempFolder folder) => (App, Time, _folder) = (app, time, folder);

    public WebApplication App { get; }

    public FakeTimeProvider Time { get; }

    public Uri Url => new(App.Urls.First());

    /// <summary>What the web side itself logs: connections and requests.</summary>
    public RecordingLogs Said { get; private init; } = new();

    public string DataDirectory => _folder.File("data");

    internal OperatorAccounts Accounts => App.Services.GetRequiredService<OperatorAccounts>();

    internal ApiKeys Keys => App.Services.GetRequiredService<ApiKeys>();

    /// <summary>Starts it.</summary>
    /// <param name="settings">Settings beside those that it needs.</param>
    /// <param name="accounts">Whether it has one account for each role: viewer, operator1, administrator.</param>
    /// <param name="change">Puts doubles in the place of services.</param>
    internal static async Task<WebServer> StartAsync(Dictionary<string, string?>? settings = null, bool accounts = true, Action<IServiceCollection>? change = null)
    {
        var folder = new TempFolder();
        var time = new FakeTimeProvider(new DateTimeOffset(2026, 11, 23, 12, 0, 0, TimeSpan.Zero));
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { ApplicationName = "ChatHub.Server", ContentRootPath = AppContext.BaseDirectory });
        var said = new RecordingLogs();
        builder.Logging.ClearProviders().AddProvider(said).SetMinimumLevel(LogLevel.None).AddFilter("Microsoft.AspNetCore.Server.Kestrel", LogLevel.Debug).AddFilter("Microsoft.AspNetCore.Routing", LogLevel.Information)
            .AddFilter(typeof(UnreadableAccounts).FullName, LogLevel.Error).AddFilter("Microsoft.AspNetCore.Diagnostics", LogLevel.Error);
        builder.Configuration.Sources.Clear();
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?> { ["Urls"] = "http://127.0.0.1:0", ["ChatHub:DataDirectory"] = folder.File("data"), ["ChatHub:MessageLog:Enabled"] = "false" });
        builder.Configuration.AddInMemoryCollection(settings);
        var read = ChatHubSettings.From(builder.Configuration);
        builder.AddChatHub(read);
        builder.Services.AddOperators(read.DataDirectory, read.Operators).AddApi().AddDashboard();
        builder.Services.Replace(ServiceDescriptor.Singleton<TimeProvider>(time));
        builder.Services.Configure<PasswordHasherOptions>(hasher => hasher.IterationCount = 1_000); // what hashes cost is not looked at here
        change?.Invoke(builder.Services);
        builder.WebHost.UseUrls(builder.Configuration["Urls"]!.Split(';'));
        if (accounts)
        {
            OwnerOnly.CreateFolder(read.DataDirectory);
            await using var file = OwnerOnly.Write(Path.Combine(read.DataDirectory, OperatorDatabase.FileName));
            await file.WriteAsync(await s_accounts.Value);
        }

        var server = new WebServer(builder.Build(), time, folder) { Said = said };
        await server.App.Services.PrepareOperatorsAsync();
        server.App.MapHealth();
        server.App.MapDashboard();
        server.App.MapApi();
        server.App.MapMetrics();
        await server.App.StartAsync(TestContext.Current.CancellationToken);
        return server;
    }

    /// <summary>Makes the file of the accounts: the same for each server, and what it costs is hashes and migrations.</summary>
    private static async Task<byte[]> MakeAccountsAsync()
    {
        await using var server = await StartAsync(accounts: false);
        foreach (var role in OperatorRoles.All)
        {
            Assert.Equal(AccountProblem.None, await server.Accounts.CreateAsync(NameOf(role), role, Password));
        }

        await using var database = await server.App.Services.GetRequiredService<IDbContextFactory<OperatorDatabase>>().CreateDbContextAsync();
        await database.Database.ExecuteSqlAsync($"PRAGMA wal_checkpoint(TRUNCATE)");
        await using var file = new FileStream(Path.Combine(server.DataDirectory, OperatorDatabase.FileName), FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        var bytes = new byte[file.Length];
        await file.ReadExactlyAsync(bytes);
        return bytes;
    }

    internal static string NameOf(OperatorRole role) => role == OperatorRole.Operator ? "operator1" : role.ToString().ToLowerInvariant(); // nobody may be called operator

    /// <summary>A browser that follows no redirects and is nobody yet.</summary>
    public Visitor Visit() => new(Url);

    /// <summary>A browser that is signed in with an account of a role.</summary>
    internal async Task<Visitor> SignInAsync(OperatorRole role)
    {
        var visitor = Visit();
        using var answer = await visitor.SignInAsync(NameOf(role), Password);
        Assert.Equal(HttpStatusCode.Found, answer.StatusCode);
        return visitor;
    }

    /// <summary>What was audited, in order.</summary>
    internal async Task<List<AuditEntry>> AuditedAsync()
    {
        await using var database = await App.Services.GetRequiredService<IDbContextFactory<OperatorDatabase>>().CreateDbContextAsync();
        return await database.Audit.AsNoTracking().OrderBy(entry => entry.Id).ToListAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await App.DisposeAsync();
        _folder.Dispose();
    }

    /// <summary>A browser.</summary>
    public sealed partial class Visitor : IDisposable
    {
        private readonly HttpClientHandler _handler = new() { AllowAutoRedirect = false, CookieContainer = new CookieContainer() };

        internal Visitor(Uri url) => Client = new HttpClient(_handler) { BaseAddress = url };

        public HttpClient Client { get; }

        public CookieCollection Cookies => _handler.CookieContainer.GetCookies(Client.BaseAddress!);

        public Task<HttpResponseMessage> GetAsync(string path) => Client.GetAsync(new Uri(path, UriKind.RelativeOrAbsolute), TestContext.Current.CancellationToken);

        /// <summary>Opens a page, and posts its form.</summary>
        /// <param name="page">The page with the form.</param>
        /// <param name="path">Where the form goes.</param>
        /// <param name="fields">What is filled in.</param>
        public async Task<HttpResponseMessage> PostAsync(string page, string path, params (string Name, string Value)[] fields) =>
            await PostBareAsync(path, [("__RequestVerificationToken", await TokenAsync(page)), .. fields]);

        /// <summary>The token of a page's form.</summary>
        public async Task<string> TokenAsync(string page)
        {
            using var shown = await GetAsync(page);
            return Token().Match(await shown.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).Groups[1].Value;
        }

        /// <summary>Posts without having opened the page.</summary>
        public async Task<HttpResponseMessage> PostBareAsync(string path, params (string Name, string Value)[] fields)
        {
            using var form = new FormUrlEncodedContent(fields.ToDictionary(field => field.Name, field => field.Value));
            return await Client.PostAsync(new Uri(path, UriKind.Relative), form, TestContext.Current.CancellationToken);
        }

        public Task<HttpResponseMessage> SignInAsync(string name, string password, string place = "/") => PostAsync("/sign-in", "/sign-in", ("name", name), ("password", password), ("place", place));

        public void Dispose()
        {
            Client.Dispose();
            _handler.Dispose();
        }

        [GeneratedRegex("name=\"__RequestVerificationToken\" value=\"([^\"]*)\"")]
        private static partial Regex Token();
    }
}
