using ChatHub.Server.Dashboard.Messages;
using ChatHub.Server.Dashboard.Texts;
using ChatHub.Server.Dashboard.Viewing;
using ChatHub.Server.Operators;
using ChatHub.Wire.Connections;
using MudBlazor;

namespace ChatHub.Server.Dashboard.ConnectionBrowser;

/// <summary>What operators do to one or many connections: asks once, does it, and tells what became of it.</summary>
internal sealed class ConnectionActs(OperatorCommands commands, IDialogService dialogs, ISnackbar snackbar, ILogger log)
{
    private const string By = OperatorCommands.DefaultOperator;

    public async Task DoAsync(BulkAct act, IReadOnlyList<ConnectionSnapshot> rows, UiTexts texts)
    {
        if (act == BulkAct.Message && rows.Count > 0)
        {
            await SendDialog.ShowAsync(dialogs, rows);
            return;
        }

        if (rows.Count == 0 || await BulkDialog.AskAsync(dialogs, act, rows) is not { } choice)
        {
            return;
        }

        try
        {
            Do(act, rows, choice, texts);
        }
        catch (Exception failure) when (failure is not OutOfMemoryException)
        {
            ViewingLog.CommandFailed(log, failure);
            snackbar.Add(texts.CommandFailed, Severity.Error);
        }
    }

    public void Unmute(IReadOnlyCollection<long> ids, UiTexts texts) => snackbar.Add(texts.UnmutedCount(commands.Mute(ids, TimeSpan.Zero, By)), Severity.Normal);

    private void Do(BulkAct act, IReadOnlyList<ConnectionSnapshot> rows, BulkChoice choice, UiTexts texts)
    {
        long[] ids = [.. rows.Select(row => row.Id)];
        switch (act)
        {
            case BulkAct.Mute:
                var muted = commands.Mute(ids, choice.Length, By);
                snackbar.Add(texts.MutedCount(muted), Severity.Normal, options =>
                {
                    options.Action = texts.Unmute;
                    options.OnClick = _ =>
                    {
                        Unmute(ids, texts);
                        return Task.CompletedTask;
                    };
                });
                break;
            case BulkAct.Disconnect when ids.Length == 1:
                if (!commands.Disconnect(ids[0], By, choice.Text))
                {
                    snackbar.Add(texts.AlreadyGone(MarkedText.Of(rows[0].Name)), Severity.Info);
                }

                break;
            default:
                commands.DisconnectAll(ids, choice.PerSecond, By, choice.Text);
                break;
        }
    }
}
