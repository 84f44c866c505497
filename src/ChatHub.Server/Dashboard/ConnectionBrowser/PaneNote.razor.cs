using ChatHub.Chat;
using ChatHub.Server.Dashboard.Texts;
using ChatHub.Server.Dashboard.Viewing;
using ChatHub.Server.Operators;
using ChatHub.Server.Storage.ClientNotes;
using ChatHub.Wire.Connections;
using Microsoft.AspNetCore.Components;

namespace ChatHub.Server.Dashboard.ConnectionBrowser;

/// <summary>The lasting alias and notes of a connection's address or name. What others write meanwhile does not disturb who is writing.</summary>
public sealed partial class PaneNote
{
    private ClientNoteKind _kind;
    private (ClientNoteKind, string?)? _shown;
    private ClientNote? _note;
    private string _alias = "";
    private string _text = "";
    private Func<UiTexts, string>? _outcome;
    private bool _failed;

    /// <summary>The connection.</summary>
    [Parameter, EditorRequired]
    public ConnectionSnapshot Row { get; set; } = default!;

    /// <summary>The texts in the viewer's language.</summary>
    [CascadingParameter]
    public UiTexts Texts { get; set; } = TextCatalog.All[0];

    [Inject]
    private ClientNoteBook Book { get; set; } = default!;

    [Inject]
    private CurrentOperator Me { get; set; } = default!;

    [Inject]
    private OperatorCommands Commands { get; set; } = default!;

    [Inject]
    private Viewer Viewer { get; set; } = default!;

    [Inject]
    private ILogger<PaneNote> Log { get; set; } = default!;

    /// <inheritdoc/>
    protected override void OnInitialized() => _kind = Key(ClientNoteKind.Name) is { } name && Book.Find(ClientNoteKind.Name, name) is not null ? ClientNoteKind.Name : ClientNoteKind.Address;

    /// <inheritdoc/>
    protected override void OnParametersSet() => Show(again: false);

    /// <summary>What a note of a kind finds this connection by; null where it cannot: the name of a guest is another's after the next start.</summary>
    private string? Key(ClientNoteKind kind) =>
        kind == ClientNoteKind.Address ? ClientAddress.Of(Row.Remote).ToString()
        : Row.Name.StartsWith("guest-", StringComparison.OrdinalIgnoreCase) || Row.Name == SessionNames.GuestName(Row.Id) || Row.Name.Length > ClientNote.MostKeyCharacters ? null
        : Row.Name;

    private void Show(bool again)
    {
        if (Key(_kind) is null)
        {
            _kind = ClientNoteKind.Address;
        }

        var key = Key(_kind)!;
        if (!again && _shown == (_kind, key))
        {
            return;
        }

        var isWritten = !again && _shown is { Item1: var kind } && kind == _kind && (_alias, _text) != (_note?.Alias ?? "", _note?.Notes ?? "");
        _shown = (_kind, key);
        _note = Book.Find(_kind, key);
        if (!isWritten) // what somebody writes while the client takes another name stays
        {
            (_alias, _text) = (_note?.Alias ?? "", _note?.Notes ?? "");
        }
    }

    private void Choose(ChangeEventArgs input)
    {
        _kind = Enum.TryParse<ClientNoteKind>($"{input.Value}", out var kind) ? kind : ClientNoteKind.Address;
        _outcome = null;
        Show(again: true);
    }

    private void Save()
    {
        try
        {
            Commands.Note(_kind, Key(_kind)!, _alias, _text, Me.By());
            Show(again: true);
            (_outcome, _failed) = (texts => texts.Saved, false);
        }
        catch (Exception failure) when (failure is ArgumentException or IOException or UnauthorizedAccessException)
        {
            ViewingLog.CommandFailed(Log, failure);
            (_outcome, _failed) = (texts => texts.NotSaved, true);
        }
    }
}
