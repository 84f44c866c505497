using System.Globalization;
using ChatHub.Chat;
using ChatHub.Server.Dashboard.Reading;
using ChatHub.Server.Dashboard.Texts;
using ChatHub.Server.Dashboard.Viewing;
using ChatHub.Server.Storage.ClientNotes;
using Microsoft.AspNetCore.Components;

namespace ChatHub.Server.Dashboard.Messages;

/// <summary>A line of the log. Drawn once for each set of highlights: a message never changes.</summary>
public sealed partial class LogRow
{
    private static readonly LogLine s_nothing = new("", "", "", [], "");

    private (ChatMessage?, UiTexts?, HighlightRules?, long) _made;
    private string _alias = "";
    private HighlightRule? _rule;
    private bool _picked;
    private bool _changed;
    private LogLine _line = s_nothing;
    private string _time = "";

    /// <summary>The message.</summary>
    [Parameter, EditorRequired]
    public ChatMessage Message { get; set; } = default!;

    /// <summary>What the viewer had set off.</summary>
    [Parameter]
    public HighlightRules Rules { get; set; } = HighlightRules.None;

    /// <summary>Whether it is marked for copying.</summary>
    [Parameter]
    public bool IsPicked { get; set; }

    /// <summary>Called when it is to be marked.</summary>
    [Parameter]
    public EventCallback<ChatMessage> OnPick { get; set; }

    /// <summary>Called when all of it is to be seen.</summary>
    [Parameter]
    public EventCallback<ChatMessage> OnOpen { get; set; }

    /// <summary>The texts in the viewer's language.</summary>
    [CascadingParameter]
    public UiTexts Texts { get; set; } = TextCatalog.All[0];

    [Inject]
    private Viewer Viewer { get; set; } = default!;

    [Inject]
    private ClientNoteBook Notes { get; set; } = default!;

    /// <inheritdoc/>
    protected override void OnParametersSet()
    {
        var made = (Message, Texts, Rules, Notes.Version);
        _changed = _made != made || _picked != IsPicked;
        _picked = IsPicked;
        if (_made != made)
        {
            _made = made;
            _rule = Rules.Rules.Count == 0 || Message.Kind == MessageKind.System ? null : Rules.Find(Message.Sender, Message.Text);
            _line = LogLine.Of(Message, Texts);
            _alias = LogLine.AliasOf(Message, Notes);
            _time = Viewer.Local(Message.At).ToString("HH:mm:ss", CultureInfo.InvariantCulture);
        }
    }

    /// <inheritdoc/>
    protected override bool ShouldRender() => _changed;
}
