using System.Net;
using ChatHub.Server.Dashboard.ConnectionBrowser;
using ChatHub.Server.Dashboard.Feed;
using ChatHub.Server.Dashboard.Layout;
using ChatHub.Server.Dashboard.Texts;
using ChatHub.Server.Dashboard.Viewing;
using ChatHub.Server.Operators;
using ChatHub.Server.Storage.ClientNotes;
using ChatHub.Wire.Admission;
using ChatHub.Wire.Connections;
using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace ChatHub.Server.Dashboard.Access;

/// <summary>
/// Bans an address or a range; or, where it belongs to a connection, ends that and bans its address. Says first which connections that ends, and asks where an
/// address that somebody typed ends any; asks once more where the ban would hit what should be spared.
/// </summary>
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

    /// <summary>The open connections, where it belongs to one of them.</summary>
    [Parameter]
    public ConnectionList List { get; set; } = ConnectionList.Empty;

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
    private AccessList Access { get; set; } = default!;

    [Inject]
    private DashboardFeed Feed { get; set; } = default!;

    [Inject]
    private IDialogService Dialogs { get; set; } = default!;

    [Inject]
    private ILogger<BanForm> Log { get; set; } = default!;

    /// <summary>What is to be banned; null while it is none.</summary>
    private AddressRange? Range
    {
        get
        {
            var addresses = Id is not { } id ? _addresses : List.Find(id) is { } row ? ClientAddress.Of(row.Remote).ToString() : "";
            return AddressRange.TryParse(addresses, out var range) ? range : null;
        }
    }

    /// <summary>The open connections from there. That of one connection is drawn with it again and again: its address is compared as it is written.</summary>
    private ConnectionSnapshot[] Hit(AddressRange range) => Id is { } id
        ? List.Find(id) is { } row ? [.. List.Rows.Where(one => ClientAddress.Of(one.Remote).SequenceEqual(ClientAddress.Of(row.Remote)))] : []
        : [.. Feed.Current.Connections.Rows.Where(one => IPAddress.TryParse(ClientAddress.Of(one.Remote), out var address) && range.Contains(AddressRange.ValueOf(address)))];

    private string Say(AddressRange range, ConnectionSnapshot[] hit) => Texts.BanEnds(range.ToString(), hit.Length, BulkDialog.Name(hit, Texts));

    private async Task Place()
    {
        // What is refused asks nothing. The form of one connection is the question itself.
        if (Id is null && Range is { } range && Hit(range) is [_, ..] hit && (_evenSpared || Access.SparedIn(range) is null) && !await Confirmation.AskAsync(Dialogs, Say(range, hit), Texts.BanAdd))
        {
            return;
        }

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
