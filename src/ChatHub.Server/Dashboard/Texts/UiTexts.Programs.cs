namespace ChatHub.Server.Dashboard.Texts;

public partial class UiTexts
{
    // Bans in the log
    internal virtual string BannedText(string range) => $"banned {range}";
    internal virtual string UnbannedText(string range) => $"took the ban of {range} back";
}
