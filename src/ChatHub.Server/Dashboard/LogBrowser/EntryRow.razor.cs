using System.Globalization;
using ChatHub.Server.Dashboard.Messages;
using ChatHub.Server.Dashboard.Texts;
using ChatHub.Server.Dashboard.Viewing;
using ChatHub.Server.Storage.MessageLog;
using Microsoft.AspNetCore.Components;

namespace ChatHub.Server.Dashboard.LogBrowser;

/// <summary>An entry as a row. Drawn once for each search: an entry never changes.</summary>
public sealed partial class EntryRow
{
    /// <summary>Bytes of a body from which its size is told: what is seen in the row is not all.</summary>
    private const int Shown = 1024;

    private static readonly LogLine s_nothing = new("", "", "", [], "");

    private (LoggedMessage?, SearchMarks?, UiTexts?) _made;
    private (bool, bool) _set;
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

    /// <summary>Called when all of it is to be seen.</summary>
    [Parameter]
    public EventCallback<long> OnOpen { get; set; }

    /// <summary>The texts in the viewer's language.</summary>
    [CascadingParameter]
    public UiTexts Texts { get; set; } = TextCatalog.All[0];

    [Inject]
    private Viewer Viewer { get; set; } = default!;

    /// <inheritdoc/>
    protected override void OnParametersSet()
    {
        var made = (Row, Marks, Texts);
        _changed = _made != made || _set != (IsSelected, IsHighlighted);
        _set = (IsSelected, IsHighlighted);
        if (_made == made)
        {
            return;
        }

        _made = made;
        _line = LogLine.Of(Row.Message, Texts, Marks);
        var at = Viewer.Local(Row.Message.At);
        _date = at.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        _time = at.ToString("HH:mm:ss", CultureInfo.InvariantCulture);
    }

    /// <inheritdoc/>
    protected override bool ShouldRender() => _changed;
}
