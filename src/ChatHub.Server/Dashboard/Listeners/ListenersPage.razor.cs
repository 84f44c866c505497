using ChatHub.Chat;
using ChatHub.Server.Dashboard.Feed;
using ChatHub.Server.Dashboard.Layout;
using ChatHub.Server.Dashboard.Overview;
using ChatHub.Server.Dashboard.Texts;
using ChatHub.Server.Dashboard.Viewing;
using ChatHub.Server.Listeners;
using ChatHub.Server.Operators;
using ChatHub.Server.Storage.MessageLog.Writing;
using ChatHub.Wire.Listeners;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.WebUtilities;
using MudBlazor;

namespace ChatHub.Server.Dashboard.Listeners;

/// <summary>
/// The listeners: what they do, and the settings of one beside them. What is open stands in the address: <c>listeners?open=old</c>,
/// <c>listeners?add=yes</c> for a new one.
/// </summary>
public sealed partial class ListenersPage : IDisposable
{
    private FeedSnapshot _snapshot = FeedSnapshot.Empty;
    private IReadOnlyDictionary<string, ListenerRates> _rates = new Dictionary<string, ListenerRates>();
    private ListenerForm? _form;
    private (string?, string?) _shown;
    private PacedDrawing _drawing = default!;

    /// <summary>Name of the listener whose settings are shown.</summary>
    [SupplyParameterFromQuery(Name = "open")]
    public string? Open { get; set; }

    /// <summary>Anything: a new listener is being added.</summary>
    [SupplyParameterFromQuery(Name = "add")]
    public string? Add { get; set; }

    /// <summary>The texts in the viewer's language.</summary>
    [CascadingParameter]
    public UiTexts Texts { get; set; } = TextCatalog.All[0];

    [Inject]
    private ViewerFeed Watch { get; set; } = default!;

    [Inject]
    private TalkerBoard Talking { get; set; } = default!;

    [Inject]
    private OperatorCommands Commands { get; set; } = default!;

    [Inject]
    private ListenerManager Manager { get; set; } = default!;

    [Inject]
    private KeptListeners Kept { get; set; } = default!;

    [Inject]
    private IDialogService Dialogs { get; set; } = default!;

    [Inject]
    private ISnackbar Snackbar { get; set; } = default!;

    [Inject]
    private ILogger<ListenersPage> Log { get; set; } = default!;

    [Inject]
    private MessageHub Hub { get; set; } = default!;

    [Inject]
    private NavigationManager Navigation { get; set; } = default!;

    [Inject]
    private TimeProvider Time { get; set; } = default!;

    /// <summary>The settings of the listener that is open, where whoever looks cannot change them here.</summary>
    private ListenerSettings? Shown => Open is { Length: > 0 } name && (_form is null || !Me.May(OperatorRole.Administrator)) ? Manager.Find(name) : null;

    /// <inheritdoc/>
    public void Dispose() => Watch.Unwatch(_drawing.Wake);

    /// <inheritdoc/>
    protected override void OnInitialized()
    {
        _drawing = new(InvokeAsync, Look);
        Watch.Watch(_drawing.Wake);
        Read();
    }

    /// <inheritdoc/>
    protected override void OnParametersSet()
    {
        if (_shown != (Open, Add))
        {
            _shown = (Open, Add);
            _form = Add is not null ? new ListenerForm()
                : Open is { Length: > 0 } name && Commands.KeptOptions(name) is { } options && Manager.Find(name) is { } settings ? new ListenerForm(settings.Name, options)
                : null;
        }
    }

    /// <inheritdoc/>
    protected override void OnAfterRender(bool firstRender) => _drawing.Drawn();

    private bool Look()
    {
        var (listeners, connections) = (_snapshot.Listeners, _snapshot.Connections);
        if (ReferenceEquals(listeners, Watch.Current.Listeners) && ReferenceEquals(connections, Watch.Current.Connections) && !listeners.Any(one => one.DrainsUntil is not null))
        {
            return false;
        }

        Read();
        StateHasChanged();
        return true;
    }

    private void Read()
    {
        _snapshot = Watch.Current;
        _rates = Talking.ByListener(_snapshot.Connections);
    }

    private ListenerRates RatesOf(string name) => _rates.GetValueOrDefault(name);

    private Task AddAsync() => GoAsync("listeners?add=yes");

    private Task OpenAsync(string name) => name == Open ? CloseAsync() : GoAsync(QueryHelpers.AddQueryString("listeners", "open", name));

    private Task CloseAsync() => GoAsync("listeners");

    /// <summary>Saved: its settings stay open, as they are now. Removed: nothing to show.</summary>
    private Task DoneAsync(string? name)
    {
        _shown = ("", "");
        if (name == Open)
        {
            OnParametersSet();
            return Task.CompletedTask;
        }

        return name is null ? CloseAsync() : GoAsync(QueryHelpers.AddQueryString("listeners", "open", name));
    }

    /// <summary>What the file keeps and nobody uses is let go of.</summary>
    private async Task ForgetAsync(UnusedListener unused)
    {
        if (!await Confirmation.AskAsync(Dialogs, Texts.ListenerForgetAsk(unused.Listener.Name, unused.Listener.Options.Endpoint), Texts.ListenerForget))
        {
            return;
        }

        try
        {
            await Commands.RemoveUnusedAsync(unused, Me.By());
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            ViewingLog.CommandFailed(Log, failure);
            Snackbar.Add(Texts.ListenerNotKept(Texts.StorageReason(StorageFault.Reason(failure))), Severity.Error);
        }
    }

    private Task GoAsync(string address)
    {
        Navigation.NavigateTo(address, replace: Open is not null || Add is not null);
        return Task.CompletedTask;
    }
}
