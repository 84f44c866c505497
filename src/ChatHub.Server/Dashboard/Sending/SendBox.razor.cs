using ChatHub.Server.Dashboard.Connections;
using ChatHub.Server.Dashboard.Feed;
using ChatHub.Server.Dashboard.Texts;
using ChatHub.Server.Dashboard.Viewing;
using ChatHub.Server.Operators;
using ChatHub.Server.Operators.Kept;
using ChatHub.Wire.Connections;
using ChatHub.Wire.Listeners;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace ChatHub.Server.Dashboard.Sending;

/// <summary>
/// Where an operator writes as the server. The text belongs to the browser (<c>send.js</c>) until it is sent, and so do the earlier ones and the snippets
/// (<c>compose.js</c>). This part draws and says how the text is meant; <c>SendBox.Sending.cs</c> sends.
/// </summary>
public sealed partial class SendBox : IAsyncDisposable
{
    /// <summary>Most characters of a text: as UTF-8 they stay below the 32 KB that a browser may send at once.</summary>
    public const int Limit = 8_000;

    /// <summary>Most characters of bytes in hex.</summary>
    public const int HexLimit = 24_000;

    private ElementReference _form;
    private AttachedScript<SendBox> _typing = default!;
    private AttachedScript<SendBox> _composing = default!;
    private string _target = SendChoices.Everyone;
    private SendOptions _options = SendOptions.Plain;
    private SendPreview _preview = SendPreview.None;
    private (ConnectionList?, bool) _wide;
    private bool _open;

    /// <summary>Which box it is: begins its ids and test marks. <c>send</c> keeps its draft, its target and how it is meant.</summary>
    [Parameter]
    public string Scope { get; set; } = "send";

    /// <summary>Under which name the tab keeps the draft of another box, and how it is meant; null to keep none.</summary>
    [Parameter]
    public string? Draft { get; set; }

    /// <summary>Names of the rooms.</summary>
    [Parameter]
    public IReadOnlyList<string> Rooms { get; set; } = [];

    /// <summary>The listeners.</summary>
    [Parameter]
    public IReadOnlyList<ListenerSnapshot> Listeners { get; set; } = [];

    /// <summary>The open connections.</summary>
    [Parameter]
    public ConnectionList List { get; set; } = ConnectionList.Empty;

    /// <summary>The selected connections.</summary>
    [Parameter]
    public ConnectionSelection Selection { get; set; } = new();

    /// <summary>The connections that match the filter; null where nothing is filtered.</summary>
    [Parameter]
    public IReadOnlyList<ConnectionSnapshot>? Matching { get; set; }

    /// <summary>The only connections that it sends to; null where there is a choice.</summary>
    [Parameter]
    public IReadOnlyList<ConnectionSnapshot>? Only { get; set; }

    /// <summary>The texts in the viewer's language.</summary>
    [CascadingParameter]
    public UiTexts Texts { get; set; } = TextCatalog.All[0];

    [Inject]
    private CurrentOperator Me { get; set; } = default!;

    [Inject]
    private OperatorCommands Commands { get; set; } = default!;

    [Inject]
    private Viewer Viewer { get; set; } = default!;

    [Inject]
    private TimeProvider Time { get; set; } = default!;

    [Inject]
    private IJSRuntime Browser { get; set; } = default!;

    [Inject]
    private ILogger<SendBox> Log { get; set; } = default!;

    private SendChoices Choices => new(List, Selection, Matching, Only);

    private string ButtonId => Scope switch
    {
        "send" => "send-button",
        "bulk" => "confirm",
        _ => $"{Scope}-send",
    };

    /// <summary>Whether the browser tells what is typed: only where there is something to say about it.</summary>
    private bool Previews => _open || _options != SendOptions.Plain || HasOtherEncodings;

    private bool HasOtherEncodings
    {
        get
        {
            if (Only is not null)
            {
                return Only.Any(row => row.Encoding is not ("" or "utf-8"));
            }

            if (!ReferenceEquals(_wide.Item1, List))
            {
                _wide = (List, List.Rows.Any(row => row.Encoding is not ("" or "utf-8")));
            }

            return _wide.Item2;
        }
    }

    /// <summary>The operator paused in typing: says what it is in the receivers' encodings.</summary>
    [JSInvokable]
    public void Preview(byte[] utf8)
    {
        var rows = Choices.RowsOf(_target).ToArray();
        var name = rows is [var first, ..] ? first.Name : "";
        _preview = SendPreview.Of(_options.Of(System.Text.Encoding.UTF8.GetString(utf8)), rows.Select(row => row.Encoding), new(name, Viewer.Local(Time.GetUtcNow()), _number));
        StateHasChanged();
    }

    /// <summary>The browser keeps other snippets: the account has them in every browser.</summary>
    /// <returns>Whether the account has them.</returns>
    [JSInvokable]
    public async Task<bool> KeepSnippetsAsync(string json) => json.Length <= OperatorKeeping.MostCharacters && Snippets.AreGood(json) && await Viewer.KeepForAccountAsync(ViewerKeeping.Snippets, json);

    /// <summary>A text from before comes back, with the way it was meant.</summary>
    [JSInvokable]
    public Task UseOptions(string kept) => UseAsync(SendOptions.Parse(kept));

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _file?.Stop(); // whoever reads it is gone
        await _typing.DisposeAsync();
        await _composing.DisposeAsync();
    }

    /// <inheritdoc/>
    protected override void OnInitialized()
    {
        (_typing, _composing) = (new(Browser, this), new(Browser, this));
        if (Scope == "send")
        {
            // The draft comes back with the way it was meant, and for whom: what was written for one room is not for everyone.
            (_options, _target) = (SendOptions.Parse(Viewer.Kept("send.options")), SendChoices.Read(Viewer.Kept("send.target")));
        }
    }

    /// <inheritdoc/>
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender)
        {
            await _typing.AttachAsync($"./{Assets["js/send.js"]}", _form);
            await _composing.AttachAsync($"./{Assets["js/compose.js"]}", _form);
        }
    }

    private async Task ChooseAsync(ChangeEventArgs input)
    {
        _target = SendChoices.Read(input.Value as string);
        Forget(); // what was said of the last send is not true of this target
        if (Scope == "send")
        {
            await Viewer.KeepAsync("send.target", _target);
        }

        await LookAsync();
    }

    private Task ToggleAsync()
    {
        _open = !_open;
        return LookAsync();
    }

    private async Task UseAsync(SendOptions options)
    {
        if (_options == options)
        {
            return;
        }

        _options = options;
        Forget();
        StateHasChanged();
        if (Scope == "send")
        {
            await Viewer.KeepAsync("send.options", options.ToString());
        }

        await LookAsync();
    }

    /// <summary>Asks the browser for the text, to preview it anew.</summary>
    private Task LookAsync() => _typing.TellAsync("look").AsTask();
}
