using System.Text;
using ChatHub.Chat;

namespace ChatHub.Wire.Protocols.Chat;

/// <summary>The table of commands, and how a line becomes one.</summary>
internal static class ChatCommands
{
    /// <summary>Most names that <c>/who</c> lists.</summary>
    private const int MostNames = 100;

    private static readonly ChatCommand[] s_all =
    [
        new("nick", "NAME", "take a name", 1, 1, Nick),
        new("who", "", "list who is here", 0, 1, Who),
        new("me", "ACTION", "say what you do", 1, 1, (session, arguments) => session.Emote(arguments[0]), Publishes: true),
        new("msg", "NAME TEXT", "say something to one person only", 2, 2, Msg, Publishes: true),
        new("help", "", "list the commands", 0, 1, Help),
        new("quit", "", "leave", 0, 1, (session, _) => session.Quit(), Publishes: true),
    ];

    /// <summary>Does what a line says that starts with <c>/</c>.</summary>
    public static void Run(ChatSession session, string line)
    {
        var (name, command, arguments) = Read(line);
        if (command is not { Publishes: true } && !session.MayAnswer())
        {
            return;
        }

        if (command is null)
        {
            session.Reply($"unknown command /{VisibleText.Of(name[..Math.Min(name.Length, 32)])}; /help lists the commands; //text says /text");
            return;
        }

        if (arguments.Length < command.Required)
        {
            session.Reply($"expected /{command.Name} {command.Arguments}: {command.Help}");
            return;
        }

        command.Run(session, arguments);
    }

    /// <summary>What a line says that starts with <c>/</c>: the name as it was typed, the command that it means, null where there is none, and its arguments.</summary>
    internal static (string Name, ChatCommand? Command, string[] Arguments) Read(string line)
    {
        var space = line.IndexOf(' ', StringComparison.Ordinal);
        var name = space < 0 ? line[1..] : line[1..space];
        var rest = space < 0 ? "" : line[space..].Trim();
        var command = Array.Find(s_all, known => known.Name.Equals(name.Trim(), StringComparison.OrdinalIgnoreCase));
        return (name, command, command is null ? [] : rest.Split(' ', command.Words, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
    }

    private static void Nick(ChatSession session, string[] arguments)
    {
        if (session.IsMuted())
        {
            return; // a name is seen by all
        }

        var name = arguments[0];
        session.Reply(session.Hub.Rename(session.Session, name) is { } refusal ? $"still {session.Session.Name}: {refusal}" : $"you are now {session.Session.Name}");
    }

    private static void Who(ChatSession session, string[] arguments)
    {
        var room = session.Session.Room;
        var names = session.Hub.Sessions.Where(other => other.Room == room).Select(other => other.Name).Take(MostNames).Order(StringComparer.OrdinalIgnoreCase).ToArray();
        var count = Math.Max(room?.MemberCount ?? 0, names.Length);
        var more = count > names.Length ? $" and {count - names.Length} more" : "";
        session.Reply($"{count} in {room?.Name}: {string.Join(", ", names)}{more}");
    }

    private static void Msg(ChatSession session, string[] arguments)
    {
        if (session.IsMuted())
        {
            return;
        }

        var (name, text) = (arguments[0], arguments[1]);
        var to = session.Hub.FindByName(name);
        session.Reply(to is not null && session.Whisper(to, text)
            ? $"to {to.Name}: {VisibleText.Of(text)}"
            : $"nobody here is called {VisibleText.Of(name)}; /who lists who is here");
    }

    private static void Help(ChatSession session, string[] arguments)
    {
        var help = new StringBuilder("what you type is said to the room; commands:");
        foreach (var command in s_all)
        {
            help.Append('\n').Append($"/{command.Name} {command.Arguments}".PadRight(18)).Append(command.Help);
        }

        session.Reply(help.ToString());
    }
}
