using ChatHub.Server.Dashboard.Layout;
using ChatHub.Server.Dashboard.Texts;
using ChatHub.Server.Dashboard.Viewing;
using ChatHub.Server.Operators;
using ChatHub.Wire.Listeners;
using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace ChatHub.Server.Dashboard.Listeners;

/// <summary>One listener: what it is, what it does, and its one button.</summary>
public sealed partial class ListenerRow
{
    private bool _busy;

    /// <summary>The listener.</summary>
    [Parameter, EditorRequired]
    public ListenerSnapshot Listener { get; set; } = default!;

    /// <summary>The texts in the viewer's language.</summary>
    [CascadingParameter]
    public UiTexts Texts { get; set; } = TextCatalog.All[0];

    [Inject]
    private OperatorCommands Commands { get; set; } = default!;

    [Inject]
    private IDialogService Dialogs { get; set; } = default!;

    [Inject]
    private ISnackbar Snackbar { get; set; } = default!;

    [Inject]
    private ILogger<ListenerRow> Log { get; set; } = default!;

    private Task StartAsync() => ActAsync(() => Commands.StartListenerAsync(Listener.Name, OperatorCommands.DefaultOperator));

    private async Task StopAsync()
    {
        if (await Confirmation.AskAsync(Dialogs, Texts.StopAsk(Listener.Name, Listener.Connections), Texts.Stop))
        {
            await ActAsync(() => Commands.StopListenerAsync(Listener.Name, OperatorCommands.DefaultOperator));
        }
    }

    private async Task DrainAsync()
    {
        if (await Confirmation.AskAsync(Dialogs, Texts.DrainAsk(Listener.Name, Listener.Connections, (int)OperatorCommands.DrainWithin.TotalSeconds), Texts.Drain))
        {
            await ActAsync(() => Commands.DrainListenerAsync(Listener.Name, OperatorCommands.DrainWithin, OperatorCommands.DefaultOperator));
        }
    }

    private async Task ActAsync(Func<Task> act)
    {
        _busy = true;
        try
        {
            await act();
        }
        catch (Exception failure) when (failure is not OutOfMemoryException)
        {
            ViewingLog.CommandFailed(Log, failure);
            Snackbar.Add(Texts.CommandFailed, Severity.Error);
        }
        finally
        {
            _busy = false;
        }
    }
}
