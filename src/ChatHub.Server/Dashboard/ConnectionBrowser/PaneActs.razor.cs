using ChatHub.Server.Dashboard.Viewing;
using ChatHub.Server.Dashboard.Feed;
using ChatHub.Server.Dashboard.Messages;
using ChatHub.Server.Dashboard.Texts;
using ChatHub.Server.Operators;
using ChatHub.Wire.Connections;
using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace ChatHub.Server.Dashboard.ConnectionBrowser;

/// <summary>What can be done to one open connection. What became of it stands below, in words, in the viewer's language.</summary>
public sealed partial class PaneActs
{
    private string _name = "";
    private string _encoding = "";
    private Func<UiTexts, string>? _outcome;
    private bool _failed;

    /// <summary>The connection.</summary>
    [Parameter, EditorRequired]
    public ConnectionSnapshot Row { get; set; } = default!;

    /// <summary>The open connections.</summary>
    [Parameter]
    public ConnectionList List { get; set; } = ConnectionList.Empty;

    /// <summary>When it was read.</summary>
    [Parameter, EditorRequired]
    public DateTimeOffset At { get; set; }

    /// <summary>The texts in the viewer's language.</summary>
    [CascadingParameter]
    public UiTexts Texts { get; set; } = TextCatalog.All[0];

    [Inject]
    private CurrentOperator Me { get; set; } = default!;

    [Inject]
    private OperatorCommands Commands { get; set; } = default!;

    [Inject]
    private IDialogService Dialogs { get; set; } = default!;

    [Inject]
    private ISnackbar Snackbar { get; set; } = default!;

    [Inject]
    private ILogger<PaneActs> Log { get; set; } = default!;

    private ConnectionActs Acts => field ??= new(Commands, Me, Dialogs, Snackbar, Log);

    private void Rename()
    {
        var who = MarkedText.Of(Row.Name);
        if (!Commands.Rename(Row.Id, _name, Me.By(), out var refusal))
        {
            Tell(texts => texts.AlreadyGone(who), failed: true);
        }
        else if (refusal is not null)
        {
            Tell(texts => texts.NotRenamed(texts.RefusalReason(refusal)), failed: true);
        }
        else
        {
            _name = "";
            Tell(texts => texts.Renamed, failed: false);
        }
    }

    private void SpeakIn()
    {
        var (who, encoding) = (MarkedText.Of(Row.Name), _encoding.Trim());
        if (encoding.Length == 0)
        {
            return;
        }

        try
        {
            var done = Commands.SpeakIn(Row.Id, encoding, Me.By());
            _encoding = done ? "" : _encoding;
            Tell(texts => done ? texts.ReadAsDone(encoding) : texts.AlreadyGone(who), failed: !done);
        }
        catch (ArgumentException)
        {
            Tell(texts => texts.ReadAsUnknown(MarkedText.Of(encoding)), failed: true);
        }
    }

    private void Tell(Func<UiTexts, string> outcome, bool failed) => (_outcome, _failed) = (outcome, failed);
}
