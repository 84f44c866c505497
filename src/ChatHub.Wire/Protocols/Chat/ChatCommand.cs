namespace ChatHub.Wire.Protocols.Chat;

/// <summary>A command of the Chat protocol.</summary>
/// <param name="Name">What is typed after <c>/</c>.</param>
/// <param name="Arguments">How its arguments are shown in the help.</param>
/// <param name="Help">What it does, in a few words.</param>
/// <param name="Required">How many arguments it needs at least.</param>
/// <param name="Words">Into how many it is split at most; the last takes the rest of the line.</param>
/// <param name="Run">Does it.</param>
/// <param name="Publishes">Whether it publishes a message: then a full room slows down who gives it.</param>
internal sealed record ChatCommand(string Name, string Arguments, string Help, int Required, int Words, Action<ChatSession, string[]> Run, bool Publishes = false);
