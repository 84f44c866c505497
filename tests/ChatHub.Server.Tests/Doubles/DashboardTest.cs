using System.Net;
using System.Text;
using Bunit;
using ChatHub.Chat;
using ChatHub.Server.Dashboard.Feed;
using ChatHub.Server.Dashboard.Overview;
using ChatHub.Server.Dashboard.Palette;
using ChatHub.Server.Dashboard.Viewing;
using ChatHub.Server.Listeners;
using ChatHub.Server.Operators;
using ChatHub.Server.Operators.Audit;
using ChatHub.Server.Operators.Jobs;
using ChatHub.Server.Statistics;
using ChatHub.Server.Storage.ClientNotes;
using ChatHub.Server.Storage.MessageLog;
using ChatHub.Server.Storage.MessageLog.Export;
using ChatHub.Server.Tests.Storage.MessageLog;
using ChatHub.Server.Webhooks;
using ChatHub.Wire;
using ChatHub.Wire.Connections;
using ChatHub.Wire.Listeners;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using MudBlazor;
using MudBlazor.Services;

namespace ChatHub.Server.Tests.Doubles;

/// <summary>A dashboard without a server: what it shows comes from <see cref="Source"/>, what it does goes to a hub and a stopped listener.</summary>
public abstract class DashboardTest : BunitContext
{
    private protected DashboardTest(TimeProvider? clock = null)
    {
        Hub = new MessageHub(new HubOptions(), Time);
        List<string> problems = [];
        var relay = ListenerSettings.From("relay", new ListenerOptions { Endpoint = "127.0.0.1:0" }, problems)!;
        Services.AddSingleton(clock ?? Time);
        Services.AddSingleton(Hub);
        Services.AddWire([relay], new LimitsOptions());
        Services.AddSingleton<IDashboardSource>(Source);
        Services.AddSingleton<DashboardFeed>();
        Services.AddScoped<ViewerFeed>();
        Services.AddScoped<Viewer>();
        Services.AddScoped(_ => Me);
        Services.AddSingleton<OperatorJobs>();
        Services.AddSingleton<TempFolder>();
        Services.AddSingleton(provider => ClientNoteBook.Open(provider.GetRequiredService<TempFolder>().File("notes.json"), Time, NullLogger.Instance));
        Services.AddSingleton(provider => KeptListeners.Read(provider.GetRequiredService<TempFolder>().File("listeners.json"), Time));
        Services.AddSingleton<IAuditTrail>(Audit);
        Services.AddSingleton(new OperatorAdministration(null!, null!, null!));
        Services.AddSingleton(new WebhookService([], null!, null!, Time, NullLogger<WebhookService>.Instance));
        Services.AddSingleton<OperatorCommands>();
        Services.AddSingleton<TalkerBoard>();
        Services.AddSingleton(_ => Statistics.Recorder);
        Services.AddSingleton<StatisticsBoard>();
        Services.AddScoped<PaletteItems>();
        Services.AddSingleton<IMessageReader>(Log);
        Services.AddSingleton<Func<MessageLogStatus>>(() => Source.Log);
        Services.AddSingleton<ExportTickets>();
        Services.AddMudServices();
        JSInterop.Mode = JSRuntimeMode.Loose;
        Browser = JSInterop.SetupModule();
        Browser.Mode = JSRuntimeMode.Loose;
    }

    private protected FakeTimeProvider Time { get; } = new(Sample.Noon);

    /// <summary>Who sits there: an administrator, unless a test says otherwise.</summary>
    private protected CurrentOperator Me { get; } = Sample.Sits(OperatorRole.Administrator, "operator");

    /// <summary>An administrator who gives commands.</summary>
    private protected static OperatorIdentity Mia { get; } = Sample.Of(OperatorRole.Administrator);

    /// <summary>What was taken down.</summary>
    private protected RecordingAudit Audit { get; } = new();

    private protected FakeSource Source { get; } = new();

    /// <summary>What the server did.</summary>
    private protected FakeStatistics Statistics => field ??= new FakeStatistics(Time);

    /// <summary>The durable log.</summary>
    private protected ListReader Log { get; } = new();

    private protected MessageHub Hub { get; }

    private protected BunitJSModuleInterop Browser { get; }

    private protected ConnectionRegistry Registry => Services.GetRequiredService<ConnectionRegistry>();

    private protected Viewer Viewer => Services.GetRequiredService<Viewer>();

    /// <summary>Where questions and details appear.</summary>
    private protected IRenderedComponent<MudDialogProvider> Dialogs => field ??= Render<MudDialogProvider>();

    private protected static string Test(string id) => $"[data-testid={id}]";

    /// <summary>All nodes that a browser would have of it, texts among them.</summary>
    private protected static int Nodes<T>(IRenderedComponent<T> shown)
        where T : Microsoft.AspNetCore.Components.IComponent => shown.Nodes.Sum(Count);

    private static int Count(AngleSharp.Dom.INode node) => 1 + node.ChildNodes.Sum(Count);

    private protected void Join(long id, DeliveryState state = DeliveryState.Sent) =>
        Hub.Open(new SessionIdentity(id, "relay", IPAddress.Loopback.ToString(), Encoding.UTF8), new TakingOutput(state));
}
