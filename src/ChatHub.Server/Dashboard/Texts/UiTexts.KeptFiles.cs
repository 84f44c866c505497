using ChatHub.Server.Storage;

namespace ChatHub.Server.Dashboard.Texts;

/// <summary>What is said of files that were kept and could not be used.</summary>
public partial class UiTexts
{
    internal string FileUnread(UnreadFile file) => file.Aside is { } aside ? FileSetAside(file.File, aside, file.Why) : FileLeft(file.File, file.Why);

    internal virtual string ListenerShadowed(string name) => $"“{name}”, which an operator added, is not used: the settings file has a listener of that name.";

    internal virtual string ListenerUnusable(string name, string why) => $"“{name}”, which an operator added, is not used: {why}";

    internal virtual string ListenerForget => "Remove it";

    internal virtual string ListenerForgetOne(string name) => $"Remove {name}, which is not used";

    internal virtual string ListenerForgetAsk(string name, string endpoint) => $"Remove the unused settings of “{name}” ({endpoint})? The listener of the settings file goes on as it is.";

    internal virtual string FileSetAside(string file, string aside, string why) => $"{file} could not be read when the server started and is now {aside}. What stood in it is not used. ({why})";

    internal virtual string FileLeft(string file, string why) => $"{file} could not be read when the server started. It is left as it is, so nothing is saved until it is mended and the server started anew. ({why})";
}
