using System.Globalization;
using ChatHub.Server.Dashboard.Texts;
using ChatHub.Server.Dashboard.Viewing;
using ChatHub.Server.Operators;
using ChatHub.Server.Webhooks;
using Microsoft.AspNetCore.Components;

namespace ChatHub.Server.Dashboard.Webhooks;

/// <summary>How each webhook does, with its last failures, and a button that tries it. Looks once a second.</summary>
public sealed partial class WebhooksPage : IDisposable
{
    private readonly CancellationTokenSource _gone = new();
    private IReadOnlyList<WebhookSnapshot> _hooks = [];
    private ITimer? _timer;
    private string? _testing;
    private TestOutcome? _tested;

    /// <summary>The texts in the viewer's language.</summary>
    [CascadingParameter]
    public UiTexts Texts { get; set; } = TextCatalog.All[0];

    [Inject]
    private WebhookService Service { get; set; } = default!;

    [Inject]
    private OperatorCommands Commands { get; set; } = default!;

    [Inject]
    private CurrentOperator Me { get; set; } = default!;

    [Inject]
    private Viewer Viewer { get; set; } = default!;

    [Inject]
    private TimeProvider Time { get; set; } = default!;

    [Inject]
    private ILogger<WebhooksPage> Log { get; set; } = default!;

    /// <inheritdoc/>
    public void Dispose()
    {
        _timer?.Dispose();
        _gone.Cancel();
        _gone.Dispose();
    }

    /// <inheritdoc/>
    protected override void OnInitialized() => _hooks = Service.List();

    /// <inheritdoc/>
    protected override void OnAfterRender(bool firstRender)
    {
        if (firstRender && _hooks.Count > 0)
        {
            _timer = Time.CreateTimer(_ => _ = InvokeAsync(Look), null, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1));
        }
    }

    private void Look()
    {
        _hooks = Service.List();
        StateHasChanged();
    }

    private async Task TestAsync(string name)
    {
        (_testing, _tested) = (name, null);
        try
        {
            var answer = await Commands.TestWebhookAsync(name, Me.By(), _gone.Token);
            _tested = new(name, answer.IsGood, texts => answer.IsGood ? texts.WebhookTestGood(answer.Status ?? 0) : texts.WebhookTestBad(texts.WebhookFaultText(answer)));
        }
        catch (OperationCanceledException) when (_gone.IsCancellationRequested)
        {
            return; // the tab is gone
        }
        catch (NotAllowedException)
        {
            _tested = new(name, false, texts => texts.NotAllowedHere);
        }
        catch (Exception failure) when (failure is not OutOfMemoryException)
        {
            ViewingLog.CommandFailed(Log, failure);
            _tested = new(name, false, texts => texts.CommandFailed);
        }

        _testing = null;
        _hooks = Service.List();
    }

    private string StateOf(WebhookSnapshot hook) => hook.FailingSince is not { } since ? Texts.WebhookWorks
        : hook.NextTryAt is { } next && next - Time.GetUtcNow() is { TotalSeconds: >= 1 } left ? Texts.WebhookFailsUntil(Moment(since), Texts.Duration(left))
        : Texts.WebhookFails(Moment(since));

    private string? DroppedBy(WebhookSnapshot hook) =>
        hook.Dropped.Any(one => one.Value > 0) ? string.Join("; ", hook.Dropped.Where(one => one.Value > 0).Select(one => $"{Texts.WebhookDropText(one.Key)}: {Format.Count(one.Value)}")) : null;

    private string Moment(DateTimeOffset moment) => Viewer.Local(moment).ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);

    private sealed record TestOutcome(string Name, bool IsGood, Func<UiTexts, string> Said);
}
