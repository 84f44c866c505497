using Bunit;
using ChatHub.Server.Dashboard.Audit;
using ChatHub.Server.Dashboard.Layout;
using ChatHub.Server.Operators.Accounts;
using ChatHub.Server.Operators.Audit;
using ChatHub.Server.Tests.Doubles;
using ChatHub.Server.Tests.Storage.MessageLog;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace ChatHub.Server.Tests.Dashboard.Audit;

public sealed class AuditPageTests : DashboardTest
{
    private HeldDatabases _databases = null!;

    public AuditPageTests() =>
        Services.AddSingleton(provider => new AuditReader(_databases = Fill(provider.GetRequiredService<TempFolder>().File("audit.db"))));

    [Fact]
    public async Task Read_AnswersComeInReverse_ShowsWhatIsAskedNow()
    {
        var page = Render<AuditPage>();
        page.WaitForAssertion(() => Assert.Equal("ab a", Targets(page)));
        _databases.Hold();
        var first = page.Find(Test("audit-filter")).InputAsync("a");
        var second = page.Find(Test("audit-filter")).InputAsync("ab");
        _databases.LetGo(1);
        await second;
        _databases.LetGo(0);
        await first;

        Assert.Equal("ab", Targets(page));
    }

    [Fact]
    public async Task Filter_AddressComesAfterTheNextKey_LeavesTheBoxAlone()
    {
        var late = new LateNavigation();
        Services.AddSingleton<NavigationManager>(late);
        var page = Render<AuditPage>();
        var box = page.FindComponent<FilterBox>();
        await page.Find(Test("audit-filter")).InputAsync("a");
        await page.Find(Test("audit-filter")).InputAsync("ab");
        await page.InvokeAsync(late.Arrive);

        Assert.Equal("ab", box.Instance.Value);
        Assert.Equal("ab", Targets(page));
        await page.InvokeAsync(late.Arrive);
        Assert.EndsWith("/audit?q=ab", late.Uri, StringComparison.Ordinal);
        await page.InvokeAsync(() => late.GoBack("audit"));
        page.WaitForAssertion(() => Assert.Equal("ab a", Targets(page)));
        Assert.Equal("", box.Instance.Value);
    }

    private static HeldDatabases Fill(string file)
    {
        var identity = new ServiceCollection().Configure<IdentityOptions>(one => one.Stores.SchemaVersion = IdentitySchemaVersions.Version3).BuildServiceProvider();
        var options = new DbContextOptionsBuilder<OperatorDatabase>().UseSqlite($"Data Source={file};Pooling=False").UseApplicationServiceProvider(identity).Options;
        using var database = new OperatorDatabase(options);
        database.Database.EnsureCreated();
        database.Audit.AddRange(Entry("a"), Entry("ab"));
        database.SaveChanges();
        return new(options);
    }

    private static AuditEntry Entry(string target) => new() { Who = "mia", From = "", Act = "mute", Target = target, Detail = "" };

    private static string Targets(IRenderedComponent<AuditPage> page) => string.Join(' ', page.FindAll(Test("audit-row") + " .long:not(.soft)").Select(cell => cell.TextContent));

    /// <summary>Databases that come when the test says so.</summary>
    private sealed class HeldDatabases(DbContextOptions<OperatorDatabase> options) : IDbContextFactory<OperatorDatabase>
    {
        private List<TaskCompletionSource>? _held;

        public void Hold() => _held = [];

        public void LetGo(int one) => _held![one].SetResult();

        public OperatorDatabase CreateDbContext() => new(options);

        public async Task<OperatorDatabase> CreateDbContextAsync(CancellationToken cancellationToken = default)
        {
            if (_held is not null)
            {
                var gate = new TaskCompletionSource();
                _held.Add(gate);
                await gate.Task;
            }

            return CreateDbContext();
        }
    }

    /// <summary>A browser that tells of an address only when the test says so.</summary>
    private sealed class LateNavigation : NavigationManager
    {
        private readonly Queue<(string Address, string? State)> _under = new();

        public LateNavigation() => Initialize("http://localhost/", "http://localhost/audit");

        public void Arrive()
        {
            var (address, state) = _under.Dequeue();
            Tell(address, state);
        }

        public void GoBack(string address) => Tell(address, null);

        protected override void NavigateToCore(string uri, NavigationOptions options) => _under.Enqueue((uri, options.HistoryEntryState));

        private void Tell(string address, string? state)
        {
            (Uri, HistoryEntryState) = (ToAbsoluteUri(address).ToString(), state);
            NotifyLocationChanged(isInterceptedLink: false);
        }
    }
}
