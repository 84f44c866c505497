using System.Globalization;
using ChatHub.Server.Dashboard.Messages;
using ChatHub.Server.Dashboard.Reading;
using ChatHub.Server.Dashboard.Texts;
using ChatHub.Server.Dashboard.Viewing;
using ChatHub.Server.Storage.ClientNotes;
using ChatHub.Server.Storage.MessageLog;
using Microsoft.AspNetCore.Components;

namespace ChatHub.Server.Dashboard.LogBrowser;

/// <summary>An entry as a row. Drawn once for each search: an entry never changes.</summary>
public sealed partial class EntryRow
{
    /// <summary>Bytes of a body from which its size is told: what is seen in the row is not all.</summary>
    private const int Shown = 1024;

    private static readonly LogLine s_nothing = new("", "", "", [], "");

    private (LoggedMessage?, SearchMarks?, UiTexts?, HighlightRules?, long) _made;
    private string _alias = "";
    private (bool, bool, bool) _set;
    private HighlightRule? _rule;
    private bool _changed;
    private LogLine _line = s_nothing;
    private string _date = "";
    private string _time = "";

    /// <summary>The entry.</summary>
    [Parameter, EditorRequired]
    public LoggedMessage Row { get; set; } = default!;

    /// <summary>What to set off in the text.</summary>
    [Parameter]
    public SearchMarks Marks { get; set; } = SearchMarks.None;

    /// <summary>Whether its detail is open.</summary>
    [Parameter]
    public bool IsSelected { get; set; }

    /// <summary>Whether it is the one that was asked for.</summary>
    [Parameter]
    public bool IsHighlighted { get; set; }

    /// <summary>What the viewer had set off.</summary>
    [Parameter]
    public HighlightRules Rules { get; set; } = HighlightRules.None;

    /// <summary>Whether it is marked for copying.</summary>
    [Parameter]
    public bool IsPicked { get; set; }

    /// <summary>Called when it is to be marked.</summary>
    [Parameter]
    public EventCallback<long> OnPick { get; set; }

    /// <summary>Called when all of it is to be seen.</summary>
    [Parameter]
    public EventCallback<long> OnOpen { get; set; }

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
        var made = (Row, Marks, Texts, Rules, Notes.Version);
        _changed = _made != made || _set != (IsSelected, IsHighlighted, IsPicked);
        _set = (IsSelected, IsHighlighted, IsPicked);
        if (_made == made)
        {
            return;
        }

        _made = made;
        _rule = Rules.Rules.Count == 0 || Row.Message.Kind == ChatHub.Chat.MessageKind.System ? null : Rules.Find(Row.Message.Sender, Row.Message.Text);
        _line = LogLine.Of(Row.Message, Texts, Marks);
        _alias = LogLine.AliasOf(Row.Message, Notes);
        var at = Viewer.Local(Row.Message.At);
        _date = at.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        _time = at.ToString("HH:mm:ss", CultureInfo.InvariantCulture);
    }

    /// <inheritdoc/>
    protected override bool ShouldRender() => _changed;
}
