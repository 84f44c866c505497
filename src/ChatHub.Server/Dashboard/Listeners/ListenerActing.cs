using ChatHub.Server.Dashboard.Layout;
using ChatHub.Server.Dashboard.Texts;
using ChatHub.Server.Dashboard.Viewing;
using ChatHub.Server.Operators;
using ChatHub.Wire.Listeners;
using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace ChatHub.Server.Dashboard.Listeners;

/// <summary>What shows a listener and starts, drains and stops it.</summary>
public abstract class ListenerActing : ComponentBase
{
    /// <summary>The listener.</summary>
    [Parameter, EditorRequired]
    public ListenerSnapshot Listener { get; set; } = default!;

    /// <summary>The texts in the viewer's language.</summary>
    [CascadingParameter]
    public UiTexts Texts { get; set; } = TextCatalog.All[0];

    /// <summary>Whether nothing can be asked for: something is under way, or it takes another role.</summary>
    protected bool IsBusy
    {
        get => field || !Me.May(OperatorRole.Administrator);
        private set;
    }

    /// <summary>Why somebody of this role can ask for nothing; null where they can.</summary>
    protected string? WhyNot => Me.May(OperatorRole.Administrator) ? null : Texts.ListenersSeenOnly;

    [Inject]
    private CurrentOperator Me { get; set; } = default!;

    /// <summary>What does it.</summary>
    [Inject]
    protected OperatorCommands Commands { get; set; } = default!;

    /// <summary>What asks.</summary>
    [Inject]
    protected IDialogService Dialogs { get; set; } = default!;

    [Inject]
    private ISnackbar Snackbar { get; set; } = default!;

    [Inject]
    private ILogger<ListenerActing> Log { get; set; } = default!;

    /// <summary>Starts it; ends a drain, too.</summary>
    protected Task StartAsync() => ActAsync(() => Commands.StartListenerAsync(Listener.Name, Me.By()));

    /// <summary>Asks, and stops it.</summary>
    protected async Task StopAsync()
    {
        if (await Confirmation.AskAsync(Dialogs, Texts.StopAsk(Listener.Name, Listener.Connections), Texts.Stop))
        {
            await ActAsync(() => Commands.StopListenerAsync(Listener.Name, Me.By()));
        }
    }

    /// <summary>Asks, and lets it drain.</summary>
    protected async Task DrainAsync()
    {
        if (await Confirmation.AskAsync(Dialogs, Texts.DrainAsk(Listener.Name, Listener.Connections, (int)OperatorCommands.DrainWithin.TotalSeconds), Texts.Drain))
        {
            await ActAsync(() => Commands.DrainListenerAsync(Listener.Name, OperatorCommands.DrainWithin, Me.By()));
        }
    }

    /// <summary>Does something, one thing at a time; where it fails, that is said.</summary>
    /// <returns>Whether it did not fail.</returns>
    protected async Task<bool> ActAsync(Func<Task> act)
    {
        IsBusy = true;
        try
        {
            await act();
            return true;
        }
        catch (Exception failure) when (failure is not OutOfMemoryException)
        {
            ViewingLog.CommandFailed(Log, failure);
            Snackbar.Add(Texts.CommandFailed, Severity.Error);
            return false;
        }
        finally
        {
            IsBusy = false;
        }
    }
}
