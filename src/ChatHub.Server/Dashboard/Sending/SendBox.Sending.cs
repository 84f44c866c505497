using System.Text;
using ChatHub.Chat;
using ChatHub.Server.Dashboard.Texts;
using ChatHub.Server.Dashboard.Viewing;
using ChatHub.Server.Operators.Jobs;
using ChatHub.Server.Operators.Sending;
using Microsoft.JSInterop;

namespace ChatHub.Server.Dashboard.Sending;

/// <summary>Sends, and tells what became of it. Whatever the browser says is checked here once more.</summary>
public sealed partial class SendBox
{
    /// <summary>Bytes of a piece of a file: well below the 32 KB that a browser may send at once.</summary>
    public const int PieceBytes = 16 * 1024;

    private Func<UiTexts, string>? _outcome; // in words only when it is drawn: the language may change
    private IReadOnlyList<SendResult> _results = [];
    private int _told; // how many results there were: of many only the first are named
    private FileJob? _file;
    private SendPace _pace = new(5, 10);
    private long _number = 1;
    private bool _failed;

    /// <summary>The operator sent a text. False: it was not taken, and goes back into the box.</summary>
    [JSInvokable]
    public Task<bool> SendAsync(byte[] utf8) => TryAsync(utf8, async (content, target) =>
    {
        var outcome = await Commands.SendAsync(content, target, Viewer.Zone, _number, Me.By());
        _number++;
        (_results, _told) = (outcome.Results, outcome.Recipients + outcome.Skipped);
        Func<UiTexts, string> words = texts => texts.Outcome(outcome.Recipients, outcome.Queued, outcome.Skipped);
        return Only is null ? Tell(words, failed: false) : Tell(texts => texts.SentTo(words(texts)), failed: outcome.Recipients == 0);
    });

    /// <summary>The operator wants a text sent again and again.</summary>
    [JSInvokable]
    public Task<bool> RepeatAsync(byte[] utf8) => TryAsync(utf8, (content, target) =>
    {
        var every = TimeSpan.FromSeconds(Math.Clamp(_pace.Seconds, 0, 1_000_000));
        Commands.Repeat(content, target, every, _pace.Times, Viewer.Zone, Me.By());
        return Task.FromResult(Tell(texts => texts.RepeatStarted, failed: false));
    });

    /// <summary>The operator chose a file. False: it is not sent.</summary>
    [JSInvokable]
    public Task<bool> BeginFileAsync(string name, long bytes) => TryAsync([], (_, target) =>
    {
        if (_file is { } last && last.Snapshot().State == JobState.Running)
        {
            return Task.FromResult(Tell(texts => texts.FileUnderWay, failed: true));
        }

        _file = Commands.SendFile(name, bytes, target, Me.By());
        return Task.FromResult(Tell(texts => texts.FileStarted(Format.Bytes(bytes)), failed: false));
    });

    /// <summary>The next piece of the file. Ends when all have taken it; false when no more is wanted.</summary>
    [JSInvokable]
    public async Task<bool> SendPieceAsync(byte[] piece)
    {
        if (_file is not { } file || piece.Length > PieceBytes || await file.OfferAsync(piece))
        {
            return _file is not null && piece.Length <= PieceBytes;
        }

        var (left, asked) = file.Targets;
        var last = file.Snapshot();
        Tell(texts => last.State == JobState.Done ? texts.FileDone(left, asked) : texts.FileStopped(Format.Bytes(last.Done), Format.Bytes(last.Total)), failed: last.State != JobState.Done || left < asked);
        return false;
    }

    /// <summary>The browser could not read the file any more.</summary>
    [JSInvokable]
    public void EndFile() => _file?.Stop();

    private async Task<bool> TryAsync(byte[] utf8, Func<SendContent, SendTarget, Task<bool>> send)
    {
        Forget();
        var text = Encoding.UTF8.GetString(utf8);
        var target = Choices.TargetOf(_target);
        if (text.Length > (_options.IsHex ? HexLimit : Limit))
        {
            return Tell(texts => texts.TooLong(_options.IsHex ? HexLimit : Limit), failed: true);
        }

        if (Only is null && GoneText is { } gone)
        {
            return Tell(texts => texts.NotSentTargetGone(gone), failed: true); // the text comes back: nobody would get it
        }

        try
        {
            return await send(_options.Of(text), target);
        }
        catch (SendRefusedException refusal)
        {
            var problem = refusal.Problem;
            return Tell(texts => problem.Kind == SendProblemKind.Nobody && _target == SendChoices.Selected ? texts.NobodySelected : texts.NotSent(problem), failed: true);
        }
        catch (Exception failure) when (failure is not OutOfMemoryException)
        {
            ViewingLog.CommandFailed(Log, failure);
            return Tell(texts => texts.SendFailed, failed: true);
        }
    }

    private void Forget() => (_outcome, _results, _failed) = (null, [], false);

    private bool Tell(Func<UiTexts, string> outcome, bool failed)
    {
        (_outcome, _failed) = (outcome, failed);
        StateHasChanged();
        return !failed;
    }
}
