using ChatHub.Server.Dashboard.Feed;
using ChatHub.Server.Dashboard.Texts;

namespace ChatHub.Server.Dashboard.Connections;

/// <summary>A column of the table of connections.</summary>
/// <param name="Column">By what it sorts.</param>
/// <param name="Style">Class of its cells: <c>num</c> for figures, <c>wide</c> where a phone leaves it out.</param>
/// <param name="Name">What stands on top.</param>
/// <param name="Hint">What it means.</param>
/// <param name="IsFigure">Whether the largest is what one looks for: the first click sorts downwards.</param>
internal sealed record ConnectionHeader(ConnectionColumn Column, string Style, Func<UiTexts, string> Name, Func<UiTexts, string> Hint, bool IsFigure)
{
    public static IReadOnlyList<ConnectionHeader> All { get; } =
    [
        new(ConnectionColumn.Id, "num id", texts => texts.Number, texts => texts.NumberLong, false),
        new(ConnectionColumn.Name, "name", texts => texts.Name, texts => texts.Name, false),
        new(ConnectionColumn.Remote, "wide", texts => texts.Remote, texts => texts.Remote, false),
        new(ConnectionColumn.Listener, "", texts => texts.Listener, texts => texts.Listener, false),
        new(ConnectionColumn.Connected, "num wide", texts => texts.ConnectedFor, texts => texts.ConnectedFor, true),
        new(ConnectionColumn.Idle, "num", texts => texts.Idle, texts => texts.Idle, true),
        new(ConnectionColumn.MessagesIn, "num wide", texts => texts.MessagesInShort, texts => texts.MessagesInShort, true),
        new(ConnectionColumn.MessagesOut, "num wide", texts => texts.MessagesOutShort, texts => texts.MessagesOutShort, true),
        new(ConnectionColumn.BytesIn, "num wide", texts => texts.BytesIn, texts => texts.BytesIn, true),
        new(ConnectionColumn.BytesOut, "num wide", texts => texts.BytesOut, texts => texts.BytesOut, true),
        new(ConnectionColumn.Backlog, "num wide", texts => texts.Backlog, texts => texts.BacklogLong, true),
    ];
}
