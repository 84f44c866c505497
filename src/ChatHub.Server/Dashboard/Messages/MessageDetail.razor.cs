using System.Globalization;
using ChatHub.Chat;
using ChatHub.Server.Dashboard.Texts;
using ChatHub.Server.Dashboard.Viewing;
using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace ChatHub.Server.Dashboard.Messages;

/// <summary>All of a message: the whole text, wrapped, and what is known about it.</summary>
public sealed partial class MessageDetail
{
    /// <summary>Most characters shown: a browser has to lay them out.</summary>
    public const int Limit = 64 * 1024;

    private IReadOnlyList<TextRun> _text = [];
    private string? _cut;

    /// <summary>The message.</summary>
    [Parameter, EditorRequired]
    public ChatMessage Message { get; set; } = default!;

    /// <summary>The texts in the viewer's language.</summary>
    [CascadingParameter]
    public UiTexts Texts { get; set; } = TextCatalog.All[0];

    [Inject]
    private Viewer Viewer { get; set; } = default!;

    [CascadingParameter]
    private IMudDialogInstance Dialog { get; set; } = default!;

    private IEnumerable<(string Name, string Value)> Facts
    {
        get
        {
            yield return (Texts.Time, Viewer.Local(Message.At).ToString("yyyy-MM-dd HH:mm:ss.fff zzz", CultureInfo.InvariantCulture));
            yield return (Texts.From, Who());
            if (Message.Room.Length > 0)
            {
                yield return (Texts.Room, Message.Room == "*" ? Texts.AllRooms : MarkedText.Of(Message.Room));
            }

            if (Message.Operator is { } by)
            {
                yield return (Texts.By, MarkedText.Of(by));
            }

            if (Message.Kind != MessageKind.System)
            {
                yield return (Texts.Size, Format.Bytes(Message.Body.Length));
                yield return (Texts.Encoding, Message.Encoding.WebName);
            }
        }
    }

    /// <summary>Shows a message.</summary>
    internal static Task ShowAsync(IDialogService dialogs, ChatMessage message, UiTexts texts) => dialogs.ShowAsync<MessageDetail>(
        texts.DetailOf(message.Id),
        new DialogParameters<MessageDetail> { { dialog => dialog.Message, message } },
        new DialogOptions { MaxWidth = MaxWidth.Medium, FullWidth = true, CloseOnEscapeKey = true, BackdropClick = true });

    /// <inheritdoc/>
    protected override void OnInitialized()
    {
        var text = Message.Text;
        _text = Message.Kind == MessageKind.System ? LogLine.EventText(Message, Texts) : MarkedText.Split(text, Limit, keepLines: true);
        _cut = text.Length > Limit ? Texts.CutAt(Format.Count(Limit), Format.Count(text.Length)) : null;
    }

    private string Who() => Message.Origin is { } origin
        ? $"{MarkedText.Of(Message.Sender)} (#{origin.Id}, {origin.Remote}, {origin.Listener})"
        : MarkedText.Of(Message.Sender);
}
