using ChatHub.Server.Dashboard.Palette;

namespace ChatHub.Server.Dashboard.Texts;

public partial class UiTexts
{
    // The palette
    internal virtual string PaletteTitle => "Go to or do";
    internal virtual string PaletteHint => "A page, a connection, an action…";
    internal virtual string PaletteNothing => "Nothing found";
    internal virtual string PaletteOpen => "Go to or do something (Ctrl+K)";

    internal virtual string PaletteGroupName(PaletteGroup group) => group switch
    {
        PaletteGroup.Page => "Pages",
        PaletteGroup.Connection => "Connections",
        _ => "Actions",
    };

    // The help
    internal virtual string Help => "Keys";
    internal virtual string HelpOpenHint => "Show the keys (?)";
    internal virtual string HelpEverywhere => "Everywhere";
    internal virtual string HelpPalette => "Go to a page, find a connection, do something";
    internal virtual string HelpHelp => "Show these keys";
    internal virtual string HelpTab => "On to the next thing";
    internal virtual string HelpEscape => "Close what is open";
    internal virtual string HelpSearch => "Search";
    internal virtual string HelpRows => "From row to row";
    internal virtual string HelpOpen => "Show the whole message";
    internal virtual string HelpPaging => "A page further";
    internal virtual string HelpEnds => "The oldest, the newest";
    internal virtual string HelpPause => "Hold the log still, go on";
    internal virtual string HelpMark => "Mark a line, then all up to another";
    internal virtual string HelpCopy => "Copy the marked lines";
    internal virtual string HelpSendBox => "Send box";
    internal virtual string HelpSend => "Send";
    internal virtual string HelpNewLine => "A new line";
    internal virtual string HelpEarlier => "What was sent before";
    internal virtual string HelpCharts => "Charts";
    internal virtual string HelpMoment => "From moment to moment";
    internal virtual string HelpMomentFar => "Further at once";
    internal virtual string HelpMomentEnds => "The first, the last";
    internal virtual string HelpMomentOpen => "The messages of that moment";
}
