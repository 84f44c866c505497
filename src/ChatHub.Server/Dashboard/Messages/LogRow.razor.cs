using System.Globalization;
using ChatHub.Chat;
using ChatHub.Server.Dashboard.Texts;
using ChatHub.Server.Dashboard.Viewing;
using Microsoft.AspNetCore.Components;

namespace ChatHub.Server.Dashboard.Messages;

/// <summary>A line of the log. Drawn once: a message never changes.</summary>
public sealed partial class LogRow
{
    private static readonly LogLine s_nothing = new("", "", "", [], "");

    private (ChatMessage?, UiTexts?) _made;
    private bool _changed;
    private LogLine _line = s_nothing;
    private string _time = "";

    /// <summary>The message.</summary>
    [Parameter, EditorRequired]
    public ChatMessage Message { get; set; } = default!;

    /// <summary>Called when all of it is to be seen.</summary>
    [Parameter]
    public EventCallback<ChatMessage> OnOpen { get; set; }

    /// <summary>The texts in the viewer's language.</summary>
    [CascadingParameter]
    public UiTexts Texts { get; set; } = TextCatalog.All[0];

    [Inject]
    private Viewer Viewer { get; set; } = default!;

    /// <inheritdoc/>
    protected override void OnParametersSet()
    {
        _changed = _made != (Message, Texts);
        if (_changed)
        {
            _made = (Message, Texts);
            _line = LogLine.Of(Message, Texts);
            _time = Viewer.Local(Message.At).ToString("HH:mm:ss", CultureInfo.InvariantCulture);
        }
    }

    /// <inheritdoc/>
    protected override bool ShouldRender() => _changed;
}
