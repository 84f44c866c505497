namespace ChatHub.Server.Dashboard.Messages;

/// <summary>A piece of a text: plain, or the mark of a character that would not be seen.</summary>
/// <param name="Text">What to show.</param>
/// <param name="IsMark">Whether it stands for something else.</param>
public readonly record struct TextRun(string Text, bool IsMark);
