using ChatHub.Server.Dashboard.ConnectionBrowser;
using ChatHub.Server.Dashboard.Feed;
using ChatHub.Server.Dashboard.LogBrowser;
using ChatHub.Server.Dashboard.Messages;
using ChatHub.Server.Storage.MessageLog;
using Microsoft.AspNetCore.WebUtilities;

namespace ChatHub.Server.Dashboard.Console;

/// <summary>What the console shows, as its address says it: a link shows a colleague the same. The fields of the log are called as on the page of messages; <c>text</c> is what its lines must contain.</summary>
/// <param name="Sockets">Which connections, in which order.</param>
/// <param name="Log">Which lines of the log.</param>
public sealed record ConsoleAddress(ConnectionQuery Sockets, LogChoice Log)
{
    private const int MostFilterCharacters = 200;

    /// <summary>All of both.</summary>
    public static ConsoleAddress All { get; } = new(new ConnectionQuery(), LogChoice.All);

    /// <summary>The view that an address shows. What it does not understand is left out.</summary>
    public static ConsoleAddress Parse(string uri)
    {
        var values = QueryHelpers.ParseQuery(uri.IndexOf('?', StringComparison.Ordinal) is var at and >= 0 ? uri[at..].Split('#')[0] : "");
        var sockets = new ConnectionQuery(Filter("sockets"));
        if (One("sort") is { Length: > 0 } sort && ConnectionField.Find(sort.TrimStart('-')) is { IsSortable: true } field)
        {
            sockets = sockets with { Column = field.Column, Descending = sort[0] == '-' };
        }

        return new(sockets, new(Filter("text"), One("events") != "off", LogAddress.Parse(uri).Query with { Text = null }));

        string One(string name) => values.TryGetValue(name, out var found) ? found[0] ?? "" : "";
        string Filter(string name) => One(name) is { Length: <= MostFilterCharacters } filter ? filter.Trim() : "";
    }

    /// <summary>The address below the root: <c>?sockets=idle%3E5m</c>; empty for all of both.</summary>
    public override string ToString()
    {
        var first = All.Sockets;
        (string Name, string? Value)[] parts =
        [
            ("sockets", Sockets.Filter is { Length: > 0 } sockets ? sockets : null),
            ("sort", (Sockets.Column, Sockets.Descending) == (first.Column, first.Descending) ? null : (Sockets.Descending ? "-" : "") + ConnectionField.Of(Sockets.Column).Key()),
            ("text", Log.Text is { Length: > 0 } text ? text : null),
            ("events", Log.ShowsEvents ? null : "off"),
        ];
        var own = parts.Where(part => part.Value is not null).Aggregate("", (address, part) => QueryHelpers.AddQueryString(address, part.Name, part.Value!)).TrimStart('?');
        return string.Join('&', new[] { own, MessageQueryUrl.Write(Log.Fields) }.Where(part => part.Length > 0)) is { Length: > 0 } query ? $"?{query}" : "";
    }
}
