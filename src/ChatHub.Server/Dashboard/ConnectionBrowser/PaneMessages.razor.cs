using ChatHub.Chat;
using ChatHub.Server.Dashboard.Texts;
using ChatHub.Server.Dashboard.Viewing;
using ChatHub.Server.Storage.MessageLog;
using ChatHub.Wire.Connections;
using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace ChatHub.Server.Dashboard.ConnectionBrowser;

/// <summary>What a connection said, what operators said to it alone, and what happened to it: the newest, as they come, the newest at the bottom.</summary>
public sealed partial class PaneMessages : IDisposable
{
    private readonly CancellationTokenSource _left = new();
    private OwnLines _own = default!;
    private (long, UiTexts?) _drawn = (-1, null);

    /// <summary>The connection.</summary>
    [Parameter, EditorRequired]
    public ConnectionSnapshot Row { get; set; } = default!;

    /// <summary>Where the messages are.</summary>
    [Parameter, EditorRequired]
    public MessageHistory History { get; set; } = default!;

    /// <summary>Id of the newest message: grows with each.</summary>
    [Parameter]
    public long LastMessageId { get; set; }

    /// <summary>The texts in the viewer's language.</summary>
    [CascadingParameter]
    public UiTexts Texts { get; set; } = TextCatalog.All[0];

    [Inject]
    private IMessageReader Reader { get; set; } = default!;

    [Inject]
    private Viewer Viewer { get; set; } = default!;

    [Inject]
    private IDialogService Dialogs { get; set; } = default!;

    [Inject]
    private ILogger<PaneMessages> Log { get; set; } = default!;

    /// <inheritdoc/>
    public void Dispose()
    {
        _left.Cancel();
        _left.Dispose();
    }

    /// <inheritdoc/>
    protected override async Task OnInitializedAsync()
    {
        _own = new(Row, History);
        try
        {
            // What the memory let go already is in the durable log.
            var page = await Reader.ReadAsync(new MessageQuery { Connection = Row.Id, From = Row.ConnectedAt.AddSeconds(-1) }, long.MaxValue, PageDirection.Older, OwnLines.Most, _left.Token);
            if (_own.Add(page.Messages.Select(logged => logged.Message)))
            {
                _drawn = (-1, null);
            }
        }
        catch (Exception failure) when (failure is MessageLogUnavailableException)
        {
            ViewingLog.LogNotRead(Log, failure); // what is in memory is shown all the same
        }
        catch (OperationCanceledException)
        {
            // the page was left
        }
    }

    /// <inheritdoc/>
    protected override void OnParametersSet()
    {
        if (_own.Update())
        {
            _drawn = (-1, null);
        }
    }

    /// <inheritdoc/>
    protected override bool ShouldRender()
    {
        var now = (_own.Lines.Count > 0 ? _own.Lines[^1].Id : 0, Texts);
        var changed = _drawn != now;
        _drawn = now;
        return changed;
    }
}
