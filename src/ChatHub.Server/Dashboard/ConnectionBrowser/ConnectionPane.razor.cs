using System.Globalization;
using ChatHub.Chat;
using ChatHub.Server.Dashboard.Feed;
using ChatHub.Server.Dashboard.LogBrowser;
using ChatHub.Server.Dashboard.Messages;
using ChatHub.Server.Dashboard.Texts;
using ChatHub.Server.Dashboard.Viewing;
using ChatHub.Server.Storage.ClientNotes;
using ChatHub.Server.Storage.MessageLog;
using ChatHub.Wire.Connections;
using Microsoft.AspNetCore.Components;

namespace ChatHub.Server.Dashboard.ConnectionBrowser;

/// <summary>All of one connection: what is known, its rates and messages as they come, and what can be done to it. A sheet on a phone.</summary>
public sealed partial class ConnectionPane
{
    /// <summary>Seconds of rates that it shows.</summary>
    internal const int Seconds = 60;

    private readonly List<ConnectionRate> _rates = [];
    private ConnectionRates? _seen;
    private (ConnectionList? List, int Number) _sameAddress; // the page is woken ten times a second, the list is new once

    /// <summary>Its number.</summary>
    [Parameter, EditorRequired]
    public long Id { get; set; }

    /// <summary>The connection, open or closed; null when it is not known any more.</summary>
    [Parameter]
    public ConnectionSnapshot? Row { get; set; }

    /// <summary>The newest list.</summary>
    [Parameter, EditorRequired]
    public ConnectionList List { get; set; } = ConnectionList.Empty;

    /// <summary>Where the messages are.</summary>
    [Parameter, EditorRequired]
    public MessageHistory History { get; set; } = default!;

    /// <summary>Id of the newest message.</summary>
    [Parameter]
    public long LastMessageId { get; set; }

    /// <summary>Whether the screen is that of a phone.</summary>
    [Parameter]
    public bool IsNarrow { get; set; }

    /// <summary>Called when it is to be closed.</summary>
    [Parameter]
    public EventCallback OnClose { get; set; }

    /// <summary>The texts in the viewer's language.</summary>
    [CascadingParameter]
    public UiTexts Texts { get; set; } = TextCatalog.All[0];

    [Inject]
    private Viewer Viewer { get; set; } = default!;

    private bool IsMuted => Row is { ClosedAt: null, MutedUntil: { } until } && until > List.At;

    private string Address => ClientAddress.Of(Row!.Remote).ToString();

    private int SameAddress
    {
        get
        {
            if (!ReferenceEquals(_sameAddress.List, List))
            {
                _sameAddress = (List, List.Rows.Count(row => ClientAddress.Of(row.Remote).SequenceEqual(ClientAddress.Of(Row!.Remote))));
            }

            return _sameAddress.Number;
        }
    }

    private string AddressUrl => new ConnectionsAddress(ConnectionsAddress.First(Row!.ClosedAt is not null) with { Filter = $"address:{Address}" }, Row.ClosedAt is not null, Open: Id).ToString();

    private string MessagesUrl => new LogAddress(new MessageQuery { Connection = Id }).ToString();

    /// <inheritdoc/>
    protected override void OnParametersSet()
    {
        if (ReferenceEquals(_seen, List.Rates))
        {
            return; // rates are new once a second
        }

        _seen = List.Rates;
        if (List.Rates.Of(Id) is { } rate)
        {
            _rates.Add(rate);
            _rates.RemoveRange(0, Math.Max(0, _rates.Count - Seconds));
        }
    }

    private static string Rate(double perSecond) => Format.Rate(perSecond);

    private static string Size(double bytes) => Format.Bytes((long)Math.Round(bytes));

    private string Moment(DateTimeOffset moment) => Viewer.Local(moment).ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);

    private IEnumerable<(string Name, string Value)> Facts(ConnectionSnapshot row)
    {
        var end = row.ClosedAt ?? List.At;
        yield return (Texts.Remote, row.Remote);
        yield return (Texts.Listener, $"{row.Listener} ({row.Protocol}, {row.Encoding})");
        if (row.Tls is { } tls)
        {
            yield return (Texts.Tls, tls);
        }

        yield return (Texts.Rooms, row.Rooms.Length > 0 ? MarkedText.Of(row.Rooms) : "–");
        yield return (Texts.ConnectedSince, $"{Moment(row.ConnectedAt)} ({Texts.Duration(end - row.ConnectedAt)})");
        yield return (Texts.LastHeard, $"{Moment(row.LastActivityAt)} ({Texts.Duration(end - row.LastActivityAt)})");
        if (row.ClosedAt is { } closed)
        {
            yield return (Texts.ClosedAt, Moment(closed));
        }

        yield return (Texts.Messages, Texts.InOut(Format.Count(row.MessagesIn), Format.Count(row.MessagesOut)));
        yield return (Texts.Traffic, Texts.InOut(Format.Bytes(row.BytesIn), Format.Bytes(row.BytesOut)));
        yield return (Texts.Dropped, Format.Count(row.Dropped));
        if (row.ClosedAt is not null)
        {
            yield break;
        }

        if (row.ThrottledUntil is { } throttled && throttled > List.At)
        {
            yield return (Texts.Throttle, Texts.ThrottledTo(row.ThrottledTo ?? 0, Texts.Duration(throttled - List.At)));
        }

        yield return (Texts.Backlog, row.BacklogBytes > 0 && row.UnsentSince is { } since ? Texts.WaitsSince(Format.Bytes(row.BacklogBytes), Texts.Duration(List.At - since)) : Texts.NothingWaits);
        if (List.LinkOf(Id) is { } link)
        {
            yield return (Texts.RoundTrip, Texts.RoundTripValue(Format.Short(link.RoundTrip, Texts), Format.Short(link.Variation, Texts)));
            yield return (Texts.Retransmits, Texts.Segments(link.Retransmits));
        }
    }
}
