using ChatHub.Chat;
using ChatHub.Server.Dashboard.Reading;
using ChatHub.Server.Dashboard.Texts;
using ChatHub.Server.Dashboard.Viewing;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;
using MudBlazor;

namespace ChatHub.Server.Dashboard.Messages;

/// <summary>
/// The live log. Draws the lines in view and some around them; the browser says where it is (<c>log.js</c>) and holds the place.
/// </summary>
public sealed partial class MessageLog : IAsyncDisposable
{
    private const int Around = 15;

    private LogView _view = new(new MessageHistory(1));
    private ElementReference _box;
    private AttachedScript<MessageLog> _script = default!;
    private (long, UiTexts?) _drawn = (-1, null);
    private readonly PickedLines _picked = new();
    private readonly RowKeys _keys = new();
    private HighlightRules _rules = HighlightRules.None;
    private bool _paused;
    private bool _touched;
    private long _top;
    private int _rows = 40;
    private int _start;
    private int _end;
    private int _jump;

    /// <summary>Where the messages are.</summary>
    [Parameter, EditorRequired]
    public MessageHistory History { get; set; } = default!;

    /// <summary>Id of the newest message: grows with each.</summary>
    [Parameter, EditorRequired]
    public long LastMessageId { get; set; }

    /// <summary>The texts in the viewer's language.</summary>
    [CascadingParameter]
    public UiTexts Texts { get; set; } = TextCatalog.All[0];

    [Inject]
    private Viewer Viewer { get; set; } = default!;

    [Inject]
    private IDialogService Dialogs { get; set; } = default!;

    [Inject]
    private IJSRuntime Browser { get; set; } = default!;

    /// <summary>The browser scrolled: which line is on top, how many fit, and whether the newest is in view.</summary>
    [JSInvokable]
    public Task ScrollAsync(long top, int rows, bool following)
    {
        (_top, _rows) = (top, Math.Clamp(rows, 1, 500));
        if (_paused)
        {
            _view.Stay(); // the end of what is drawn is not the newest line
        }
        else if (following && !_view.IsFollowing)
        {
            _view.Follow();
        }
        else if (!following)
        {
            _view.Stay();
        }

        Draw();
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _script.DisposeAsync();

    /// <inheritdoc/>
    protected override void OnInitialized()
    {
        _script = new(Browser, this);
        _view = new LogView(History);
        _rules = HighlightRules.Parse(Viewer.KeptForGood(HighlightRules.Key));
    }

    /// <inheritdoc/>
    protected override void OnParametersSet()
    {
        _view.Update();
        Window();
    }

    /// <inheritdoc/>
    protected override bool ShouldRender()
    {
        var changed = _touched || _drawn != (LastMessageId, Texts);
        _drawn = (LastMessageId, Texts);
        _touched = false;
        return changed;
    }

    /// <inheritdoc/>
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender)
        {
            await _script.AttachAsync($"./{Assets["js/log.js"]}", _box);
        }
    }

    private void Draw()
    {
        Window();
        _touched = true;
        StateHasChanged();
    }

    private void Window()
    {
        var top = _view.IsFollowing ? _view.Count - _rows : (int)Math.Clamp(_top - _view.First, 0, _view.Count);
        _start = Math.Max(0, top - Around);
        _end = Math.Min(_view.Count, top + _rows + Around);
        if (_view.IsFollowing)
        {
            _keys.Draw(_view.First + _view.Count, _end - _start);
        }
        else
        {
            _keys.Stay();
        }
    }

    private ChatMessage[] Marked => _picked.Of(Enumerable.Range(0, _view.Count).Select(index => _view[index]));

    private void Pick(ChatMessage message)
    {
        _picked.Pick(message.Id);
        Draw();
    }

    private void ClearPicked()
    {
        _picked.Clear();
        Draw();
    }

    private Task OpenAsync(ChatMessage message) => MessageDetail.ShowAsync(Dialogs, message, Texts);
}
