using System.Text;
using ChatHub.Chat;
using ChatHub.Server.Dashboard.Connections;
using ChatHub.Server.Dashboard.Texts;
using ChatHub.Server.Dashboard.Viewing;
using ChatHub.Server.Operators;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace ChatHub.Server.Dashboard.Messages;

/// <summary>Where an operator writes as the server. The text belongs to the browser (<c>send.js</c>) until it is sent.</summary>
public sealed partial class SendBox : IAsyncDisposable
{
    /// <summary>Most characters: as UTF-8 they stay below the 32 KB that a browser may send at once.</summary>
    public const int Limit = 8_000;

    private const string Everyone = "everyone";
    private const string Selected = "selected";
    private const string RoomPrefix = "room:";

    private ElementReference _form;
    private DotNetObjectReference<SendBox>? _self;
    private IJSObjectReference? _module;
    private IJSObjectReference? _typing;
    private string _target = Everyone;
    private Func<UiTexts, string>? _outcome; // in words only when it is drawn: the language may change
    private bool _failed;

    /// <summary>Names of the rooms.</summary>
    [Parameter, EditorRequired]
    public IReadOnlyList<string> Rooms { get; set; } = [];

    /// <summary>The selected connections.</summary>
    [Parameter, EditorRequired]
    public ConnectionSelection Selection { get; set; } = new();

    /// <summary>The texts in the viewer's language.</summary>
    [CascadingParameter]
    public UiTexts Texts { get; set; } = TextCatalog.All[0];

    [Inject]
    private CurrentOperator Me { get; set; } = default!;

    [Inject]
    private OperatorCommands Commands { get; set; } = default!;

    [Inject]
    private IJSRuntime Browser { get; set; } = default!;

    [Inject]
    private ILogger<SendBox> Log { get; set; } = default!;

    /// <summary>The operator sent a text. False: it was not taken, and goes back into the box.</summary>
    [JSInvokable]
    public async Task<bool> SendAsync(byte[] utf8)
    {
        var text = Encoding.UTF8.GetString(utf8);
        var target = TargetOf(_target);
        if (RefusalOf(text, target) is { } refusal)
        {
            return Tell(refusal, failed: true);
        }

        try
        {
            var outcome = await Commands.SendAsync(text, target, Me.By());
            return Tell(texts => texts.Outcome(outcome.Recipients, outcome.Queued, outcome.Skipped), failed: false);
        }
        catch (Exception failure) when (failure is not OutOfMemoryException)
        {
            ViewingLog.CommandFailed(Log, failure);
            return Tell(texts => texts.SendFailed, failed: true);
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _self?.Dispose();
        try
        {
            if (_typing is not null && _module is not null)
            {
                await _typing.InvokeVoidAsync("dispose");
                await _typing.DisposeAsync();
                await _module.DisposeAsync();
            }
        }
        catch (JSDisconnectedException)
        {
            // the tab is gone
        }
    }

    /// <inheritdoc/>
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender)
        {
            _self = DotNetObjectReference.Create(this);
            _module = await Browser.InvokeAsync<IJSObjectReference>("import", $"./{Assets["js/send.js"]}");
            _typing = await _module.InvokeAsync<IJSObjectReference>("attach", _form, _self, Limit);
        }
    }

    private void Choose(ChangeEventArgs input) => (_target, _outcome) = ($"{input.Value}", null); // what was said of the last send is not true of this target

    private static Func<UiTexts, string>? RefusalOf(string text, SendTarget target) =>
        string.IsNullOrWhiteSpace(text) ? texts => texts.NothingToSend
        : text.Length > Limit ? texts => texts.TooLong(Limit)
        : target is SendTarget.ToSessions { Ids.Count: 0 } ? texts => texts.NobodySelected
        : null;

    private SendTarget TargetOf(string chosen) => chosen switch
    {
        Selected => new SendTarget.ToSessions(Selection.Ids),
        _ when chosen.StartsWith(RoomPrefix, StringComparison.Ordinal) => new SendTarget.ToRoom(chosen[RoomPrefix.Length..]),
        _ => new SendTarget.Everyone(),
    };

    private bool Tell(Func<UiTexts, string> outcome, bool failed)
    {
        (_outcome, _failed) = (outcome, failed);
        StateHasChanged();
        return !failed;
    }
}
