using ChatHub.Chat;
using ChatHub.Server.Dashboard.Messages;
using ChatHub.Server.Dashboard.Texts;
using ChatHub.Server.Dashboard.Viewing;
using ChatHub.Server.Storage.MessageLog;
using Microsoft.AspNetCore.Components;

namespace ChatHub.Server.Dashboard.LogBrowser;

/// <summary>All of an entry: its text in an encoding of choice, its exact bytes, what is known of it, and the ways on from it.</summary>
public sealed partial class EntryPane : IDisposable
{
    private static readonly TimeSpan s_copiedFor = TimeSpan.FromSeconds(2);

    private CancellationTokenSource _asked = new();
    private ChatMessage? _entry;
    private EntryReading _reading = default!;
    private (long, SearchMarks) _made;
    private LogFailure? _failure;
    private bool _loading;
    private bool _gone;
    private string _encoding = EntryReading.AsSent;
    private IReadOnlyList<TextRun> _text = [];
    private int _textPiece;
    private int _hexPiece;
    private string? _copied;

    /// <summary>Number of the entry.</summary>
    [Parameter, EditorRequired]
    public long Id { get; set; }

    /// <summary>The entry as the list has it; null when the list does not.</summary>
    [Parameter]
    public LoggedMessage? Row { get; set; }

    /// <summary>What to set off in the text.</summary>
    [Parameter]
    public SearchMarks Marks { get; set; } = SearchMarks.None;

    /// <summary>Whether it fills the screen of a phone.</summary>
    [Parameter]
    public bool IsNarrow { get; set; }

    /// <summary>The page's script.</summary>
    [Parameter]
    public Func<string, Task<bool>>? Copy { get; set; }

    /// <summary>Whether it is marked for copying.</summary>
    [Parameter]
    public bool IsMarked { get; set; }

    /// <summary>Called when it is to be marked: a phone has no Shift to click a row with.</summary>
    [Parameter]
    public EventCallback<long> OnMark { get; set; }

    /// <summary>Called when it is to be closed.</summary>
    [Parameter]
    public EventCallback OnClose { get; set; }

    /// <summary>Called when an entry so many rows further is to be shown.</summary>
    [Parameter]
    public EventCallback<int> OnStep { get; set; }

    /// <summary>The texts in the viewer's language.</summary>
    [CascadingParameter]
    public UiTexts Texts { get; set; } = TextCatalog.All[0];

    [Inject]
    private Viewer Viewer { get; set; } = default!;

    [Inject]
    private IMessageReader Reader { get; set; } = default!;

    [Inject]
    private TimeProvider Time { get; set; } = default!;

    [Inject]
    private ILogger<EntryPane> Log { get; set; } = default!;

    private string AroundUrl => new LogAddress(MessageQuery.All, Around: Id, Open: IsNarrow ? null : Id).ToString();

    /// <inheritdoc/>
    public void Dispose()
    {
        _asked.Cancel();
        _asked.Dispose();
    }

    /// <inheritdoc/>
    protected override void OnInitialized() => _encoding = EntryReading.Encodings.FirstOrDefault(one => one == Viewer.Kept("entry.encoding")) ?? EntryReading.AsSent;

    /// <inheritdoc/>
    protected override Task OnParametersSetAsync()
    {
        var (id, marks) = _made;
        _made = (Id, Marks);
        if (id != Id)
        {
            return LoadAsync();
        }

        if (marks != Marks && _entry is not null)
        {
            ShowText(_textPiece);
        }

        return Task.CompletedTask;
    }

    private async Task LoadAsync()
    {
        var before = _asked;
        _asked = new CancellationTokenSource();
        var token = _asked.Token;
        await before.CancelAsync();
        before.Dispose();
        if (token.IsCancellationRequested)
        {
            return; // another entry was asked for meanwhile
        }

        (_failure, _gone, _copied) = (null, false, null);
        if (Row is { IsCut: false, Message: var held })
        {
            Show(held);
            return;
        }

        _loading = true;
        try
        {
            var found = await Reader.FindAsync(Id, token);
            if (token.IsCancellationRequested)
            {
                return;
            }

            _gone = found is null;
            Show(found);
        }
        catch (Exception failure) when (failure is not OutOfMemoryException)
        {
            if (token.IsCancellationRequested)
            {
                return;
            }

            (_loading, _failure) = (false, new(failure));
            if (_failure.IsUnexpected)
            {
                ViewingLog.LogNotRead(Log, failure);
            }
        }
    }

    private void Show(ChatMessage? entry)
    {
        (_loading, _entry, _hexPiece) = (false, entry, 0);
        if (entry is not null)
        {
            _reading = new(entry, _encoding);
            ShowText(0);
        }
    }

    private void ShowText(int piece)
    {
        _textPiece = piece;
        _text = _entry!.Kind == MessageKind.System ? LogLine.EventText(_entry, Texts) : MarkedText.Split(_reading.Piece(piece), Marks, EntryReading.PieceLength, MarkedText.MostRuns, keepLines: true);
    }

    private void ShowHex(int piece) => _hexPiece = piece;

    private async Task ChooseAsync(ChangeEventArgs input)
    {
        _encoding = $"{input.Value}";
        _reading = new(_entry!, _encoding);
        ShowText(0);
        await Viewer.KeepAsync("entry.encoding", _encoding);
    }

    /// <summary>The rest of the filter would only hide what is asked for now.</summary>
    private string OnlyUrl(MessageQuery query) => new LogAddress(query, Around: Id, Open: IsNarrow ? null : Id).ToString();

    private Task CopyTextAsync() => CopyAsync("text", _reading.Text);

    private Task CopyHexAsync() => CopyAsync("hex", HexDump.Plain(_entry!.Body.Span));

    private async Task CopyAsync(string what, string text)
    {
        _copied = Copy is not null && await Copy(text) ? what : "no";
        StateHasChanged();
        var token = _asked.Token;
        try
        {
            await Task.Delay(s_copiedFor, Time, token);
            _copied = null;
        }
        catch (OperationCanceledException)
        {
            // another entry, or the pane is closed
        }
    }
}
