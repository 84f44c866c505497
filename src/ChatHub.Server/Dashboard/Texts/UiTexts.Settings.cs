namespace ChatHub.Server.Dashboard.Texts;

public partial class UiTexts
{
    // Changes of the settings file in the log
    internal virtual string SettingsAppliedText(string keys) => $"the settings file has changed: {keys}";
    internal virtual string SettingsRefusedText(string why) => $"the settings file has changed and is refused, all stays as it was: {why}";
}
