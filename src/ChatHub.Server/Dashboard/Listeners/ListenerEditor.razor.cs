using ChatHub.Chat;
using ChatHub.Server.Dashboard.Layout;
using ChatHub.Server.Dashboard.Texts;
using ChatHub.Server.Dashboard.Viewing;
using ChatHub.Server.Operators;
using ChatHub.Server.Storage.MessageLog.Writing;
using ChatHub.Wire.Listeners;
using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace ChatHub.Server.Dashboard.Listeners;

/// <summary>The settings of a listener that an operator adds or has added: checked as they are typed, and it says what saving them will do.</summary>
public sealed partial class ListenerEditor
{
    private static readonly ListenerProtocol[] s_protocols = [ListenerProtocol.Chat, ListenerProtocol.Relay, ListenerProtocol.Raw];
    private static readonly string[] s_more = [nameof(ListenerForm.FlushAfter), nameof(ListenerForm.IdleTimeout), nameof(ListenerForm.MaxMessageBytes)];

    private static readonly string[] s_who = [nameof(ListenerForm.AllowFrom), nameof(ListenerForm.ProxyFrom), nameof(ListenerForm.ConnectionsPerAddress), nameof(ListenerForm.ConnectsPerAddress), nameof(ListenerForm.Password)];
    private static readonly string[] s_tls = [nameof(ListenerForm.CertificateFile), nameof(ListenerForm.KeyFile), nameof(ListenerForm.ClientCertificates), nameof(ListenerForm.ClientCaFile)];
    private static readonly string[] s_flood = [nameof(ListenerForm.FloodMessagesPerSecond), nameof(ListenerForm.FloodBurst), nameof(ListenerForm.FloodBytesPerSecond), nameof(ListenerForm.FloodPatience)];

    private readonly HashSet<string> _wrong = [];
    private ListenerSettings? _settings;
    private ListenerOptions _options = new();
    private string? _failure;
    private bool _touched;
    private bool _taken;
    private bool _busy;

    /// <summary>What is being typed.</summary>
    [Parameter, EditorRequired]
    public ListenerForm Form { get; set; } = default!;

    /// <summary>All listeners.</summary>
    [Parameter, EditorRequired]
    public IReadOnlyList<ListenerSnapshot> Others { get; set; } = [];

    /// <summary>Called with the name of the listener that was saved; with null when it was removed.</summary>
    [Parameter]
    public EventCallback<string?> OnDone { get; set; }

    /// <summary>Called to close this.</summary>
    [Parameter]
    public EventCallback OnClose { get; set; }

    /// <summary>The texts in the viewer's language.</summary>
    [CascadingParameter]
    public UiTexts Texts { get; set; } = TextCatalog.All[0];

    [Inject]
    private CurrentOperator Me { get; set; } = default!;

    [Inject]
    private OperatorCommands Commands { get; set; } = default!;

    [Inject]
    private ListenerManager Manager { get; set; } = default!;

    [Inject]
    private MessageHub Hub { get; set; } = default!;

    [Inject]
    private IDialogService Dialogs { get; set; } = default!;

    [Inject]
    private ILogger<ListenerEditor> Log { get; set; } = default!;

    private string Title => Form.IsNew ? Texts.ListenerNew : Texts.ListenerSettingsOf(Form.Name);

    private int Connections => Others.FirstOrDefault(one => one.Name == Form.Name)?.Connections ?? 0;

    /// <summary>Another listener that is set to the same port.</summary>
    private string? Taken => EndpointSyntax.TryParse(Form.Endpoint.Trim()) is { Port: > 0 } endpoint
        ? Others.FirstOrDefault(other => !other.Name.Equals(Form.Name, StringComparison.OrdinalIgnoreCase) && EndpointSyntax.TryParse(other.BoundEndpoint ?? other.Endpoint)?.Port == endpoint.Port)?.Name
        : null;

    /// <summary>What saving will do.</summary>
    private string Effect => _settings is null
        ? _touched ? Texts.ListenerWrong : ""
        : Form.IsNew ? ""
        : Manager.Find(Form.Name) is null ? ""
        : Manager.ChangeTo(_settings) switch
        {
            ListenerChange.None => Texts.ListenerSame,
            ListenerChange.Open => Texts.ListenerOpenChange,
            ListenerChange.Rebind => Texts.ListenerRebind(Connections),
            _ => Texts.ListenerRestart(Connections),
        };

    private string WhoNote => string.Join(", ", new[]
    {
        Form.AllowFrom.Length > 0 ? Texts.ListenerSome : Texts.ListenerAll,
        (Form.HasPassword && !Form.RemovesPassword && Form.Protocol == ListenerProtocol.Chat) || Form.Password.Length > 0 ? Texts.ListenerWithPassword : "",
        Form.ProxyFrom.Length > 0 ? Texts.ListenerBehindProxy : "",
    }.Where(word => word.Length > 0));

    private string FloodNote => Form.FloodControl == "no" || (Form.FloodControl.Length == 0 && !Manager.Limits.FloodControl) ? Texts.ListenerOff
        : Form.FloodMessagesPerSecond.Length + Form.FloodBurst.Length + Form.FloodBytesPerSecond.Length + Form.FloodPatience.Length > 0 ? Texts.ListenerOwnLimits : Texts.ListenerOn;

    /// <inheritdoc/>
    protected override void OnInitialized() => Check();

    private static string Text(ChangeEventArgs change) => change.Value as string ?? "";

    private string? Wrong(string field, string words) => _touched && _wrong.Contains(field) ? words : null;

    private string? Invalid(string field) => _touched && _wrong.Contains(field) ? "true" : null;

    private bool IsWrong(string[] fields) => _touched && Array.Exists(fields, _wrong.Contains);

    private void Set(Action set)
    {
        set();
        Changed();
    }

    private void Changed()
    {
        _touched = true;
        Check();
    }

    private void Check()
    {
        _wrong.Clear();
        _failure = null;
        _taken = false;
        _settings = Form.Read(out _options, _wrong);
    }

    private async Task SaveAsync()
    {
        _touched = true;
        Check();
        if (_settings is null || !await MayCloseAsync())
        {
            return;
        }

        await DoAsync(async () =>
        {
            var outcome = Form.IsNew
                ? await Commands.AddListenerAsync(Form.Name, _options, Me.By())
                : await Commands.ChangeListenerAsync(Form.Name, _options, Me.By());
            if (outcome.Listener is not null)
            {
                await OnDone.InvokeAsync(Form.Name);
                return;
            }

            _taken = Form.IsNew && outcome.Problems.Any(problem => ListenerForm.FieldOf(problem) == nameof(Form.Name));
            _failure = _taken ? null : outcome.Fault is { } fault ? Texts.ListenerStays(Texts.ListenerFaultText(fault)) : ListenerProblems.Text(outcome.Problems, Texts);
        });
    }

    private async Task<bool> MayCloseAsync() =>
        Form.IsNew || Connections == 0 || Manager.ChangeTo(_settings!) != ListenerChange.Restart
        || await Confirmation.AskAsync(Dialogs, Texts.ListenerRestartAsk(Form.Name, Connections), Texts.ListenerSave);

    private async Task RemoveAsync()
    {
        if (await Confirmation.AskAsync(Dialogs, Texts.ListenerRemoveAsk(Form.Name, Connections), Texts.ListenerRemove))
        {
            await DoAsync(async () =>
            {
                await Commands.RemoveListenerAsync(Form.Name, Me.By());
                await OnDone.InvokeAsync(null);
            });
        }
    }

    private async Task DoAsync(Func<Task> act)
    {
        _busy = true;
        try
        {
            await act();
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            _failure = Texts.ListenerNotKept(Texts.StorageReason(StorageFault.Reason(failure)));
        }
        catch (Exception failure) when (failure is not OutOfMemoryException)
        {
            ViewingLog.CommandFailed(Log, failure);
            _failure = Texts.CommandFailed;
        }
        finally
        {
            _busy = false;
        }
    }
}
