using ChatHub.Server.Dashboard.Texts;
using ChatHub.Server.Storage.MessageLog.Export;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace ChatHub.Server.Dashboard.LogBrowser;

/// <summary>Downloads what the filter shows. The browser gets the file from the API; here stands how far it is, and it can be given up.</summary>
public sealed partial class ExportMenu : IDisposable
{
    private static readonly TimeSpan s_look = TimeSpan.FromMilliseconds(300);
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(20);

    private ExportTicket? _ticket;
    private ITimer? _timer;
    private long _startedAt;
    private bool _lost;

    /// <summary>The filter, as the address has it.</summary>
    [Parameter, EditorRequired]
    public string Filter { get; set; } = "";

    /// <summary>The texts in the viewer's language.</summary>
    [CascadingParameter]
    public UiTexts Texts { get; set; } = TextCatalog.All[0];

    [Inject]
    private ExportTickets Tickets { get; set; } = default!;

    [Inject]
    private TimeProvider Time { get; set; } = default!;

    [Inject]
    private IJSRuntime Browser { get; set; } = default!;

    private bool IsUnderWay => _ticket is { State: ExportState.Waiting or ExportState.Running } && !_lost;

    private (string Format, string Name, string Hint)[] Formats => [("csv", "CSV", Texts.CsvHint), ("jsonl", "JSONL", Texts.JsonlHint), ("txt", "TXT", Texts.TxtHint)];

    private string Said => _ticket switch
    {
        null => "",
        { State: ExportState.Waiting } => _lost ? Texts.ExportFailed : Texts.ExportStarts,
        { State: ExportState.Running } ticket => Texts.Exporting(ticket.Written),
        { State: ExportState.Done } ticket => Texts.Exported(ticket.Written),
        { State: ExportState.Cancelled } ticket => Texts.ExportCancelled(ticket.Written),
        _ => Texts.ExportFailed,
    };

    /// <summary>Where the download of a format is.</summary>
    internal static string UrlOf(string format, string filter, string ticket) => $"api/v1/messages/export?format={format}{(filter.Length > 0 ? "&" + filter : "")}&ticket={ticket}";

    /// <inheritdoc/>
    public void Dispose()
    {
        _timer?.Dispose();
        _ticket?.Dispose();
    }

    private async Task StartAsync(string format)
    {
        _ticket?.Dispose();
        _ticket = Tickets.Open();
        (_startedAt, _lost) = (Time.GetTimestamp(), false);
        _timer?.Dispose();
        _timer = Time.CreateTimer(_ => InvokeAsync(Look), null, s_look, s_look);
        await using var module = await Browser.InvokeAsync<IJSObjectReference>("import", $"./{Assets["js/browse.js"]}");
        await module.InvokeVoidAsync("download", UrlOf(format, Filter, _ticket.Id));
    }

    private void Cancel()
    {
        _ticket?.Cancel();
        Look();
    }

    private void Look()
    {
        _lost = _ticket is { State: ExportState.Waiting } && Time.GetElapsedTime(_startedAt) > s_patience;
        if (!IsUnderWay)
        {
            _timer?.Dispose();
            _timer = null;
        }

        StateHasChanged();
    }
}
