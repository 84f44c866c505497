namespace ChatHub.Server.Dashboard.Texts;

/// <summary>Alarms of highlights, and the filters of the console.</summary>
public partial class UiTexts
{
    internal virtual string HighlightSound => "Make a sound for new lines";
    internal virtual string HighlightNotify => "Notify me of new lines while I do not see this tab";
    internal virtual string HighlightNoSound => "The browser makes no sound here.";
    internal virtual string HighlightNoNotify => "The browser notifies only pages that come over HTTPS or from this machine.";
    internal virtual string HighlightNotAllowed => "The browser does not allow notifications of this page; its settings of the site can.";
    internal virtual string HighlightNews(string what, int count) => count == 1 ? $"ChatHub: {what}" : $"ChatHub: {what} ({count:N0} lines)";
    internal virtual string FilterColumns => "Filter by room, listener, sender, address, kind";
}
