using ChatHub.Server.Dashboard.Texts;
using ChatHub.Server.Dashboard.Viewing;
using ChatHub.Server.Operators;
using Microsoft.AspNetCore.Components;

namespace ChatHub.Server.Dashboard.Access;

/// <summary>Bans an address or a range; or, where it belongs to a connection, ends that and bans its address. Asks once more where the ban would hit what should be spared.</summary>
public sealed partial class BanForm
{
    private static readonly int[] s_lengths = [5, 15, 60, 240, 1440, 10_080, 43_200, 0];

    private string _addresses = "";
    private string _reason = "";
    private int _minutes = 60;
    private bool _asksSpared;
    private bool _evenSpared;
    private bool _failed;
    private Func<UiTexts, string>? _outcome;

    /// <summary>The connection that it belongs to; null for none.</summary>
    [Parameter]
    public long? Id { get; set; }

    /// <summary>Called when a ban was made.</summary>
    [Parameter]
    public EventCallback OnDone { get; set; }

    /// <summary>The texts in the viewer's language.</summary>
    [CascadingParameter]
    public UiTexts Texts { get; set; } = TextCatalog.All[0];

    [Inject]
    private CurrentOperator Me { get; set; } = default!;

    [Inject]
    private OperatorCommands Commands { get; set; } = default!;

    [Inject]
    private ILogger<BanForm> Log { get; set; } = default!;

    private async Task Place()
    {
        try
        {
            TimeSpan? length = _minutes == 0 ? null : TimeSpan.FromMinutes(_minutes);
            var outcome = Id is { } id
                ? Commands.KickAndBan(id, length, _reason, Me.By(), _evenSpared)
                : Commands.Ban(_addresses, length, _reason, Me.By(), _evenSpared);
            Tell(outcome);
        }
        catch (Exception failure) when (failure is not OutOfMemoryException)
        {
            ViewingLog.CommandFailed(Log, failure);
            (_outcome, _failed) = (texts => texts.CommandFailed, true);
        }

        await OnDone.InvokeAsync();
    }

    private void Tell(BanOutcome? outcome)
    {
        _failed = outcome?.Ban is null;
        _asksSpared = outcome is { Ban: null, IsSpared: true };
        _evenSpared = false;
        if (outcome?.Ban is { } ban)
        {
            (_addresses, _reason) = ("", "");
            _outcome = texts => texts.BanMadeOutcome(ban.Range.ToString(), outcome.Ended);
        }
        else
        {
            _outcome = texts => outcome is null ? texts.ConnectionGone : texts.BanRefused(texts.RefusalReason(outcome.Refusal ?? ""));
        }
    }
}
