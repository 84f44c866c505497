using System.Globalization;
using ChatHub.Chat;
using ChatHub.Server.Dashboard.Texts;
using ChatHub.Server.Dashboard.Viewing;
using ChatHub.Server.Storage.MessageLog;
using ChatHub.Wire.Listeners;
using Microsoft.AspNetCore.Components;

namespace ChatHub.Server.Dashboard.LogBrowser;

/// <summary>The filters, each with its box. What cannot be understood yet, because it is still being typed, filters nothing.</summary>
public sealed partial class FilterFields
{
    private string _connection = "";
    private string _from = "";
    private string _to = "";

    /// <summary>The filters in force.</summary>
    [Parameter, EditorRequired]
    public MessageQuery Query { get; set; } = MessageQuery.All;

    /// <summary>Names of rooms, to choose from.</summary>
    [Parameter]
    public IReadOnlyList<string> Rooms { get; set; } = [];

    /// <summary>The listeners, to choose from.</summary>
    [Parameter]
    public IReadOnlyList<ListenerSnapshot> Listeners { get; set; } = [];

    /// <summary>Whether times can be chosen: not where lines are read as they come. Default true.</summary>
    [Parameter]
    public bool HasTimes { get; set; } = true;

    /// <summary>Called while somebody types.</summary>
    [Parameter]
    public EventCallback<MessageQuery> OnType { get; set; }

    /// <summary>Called when somebody chose.</summary>
    [Parameter]
    public EventCallback<MessageQuery> OnChoose { get; set; }

    /// <summary>The texts in the viewer's language.</summary>
    [CascadingParameter]
    public UiTexts Texts { get; set; } = TextCatalog.All[0];

    [Inject]
    private Viewer Viewer { get; set; } = default!;

    /// <inheritdoc/>
    protected override void OnParametersSet()
    {
        // What was typed stays as it was typed while it means the same.
        _connection = Number(_connection) == Query.Connection ? _connection : Query.Connection?.ToString(CultureInfo.InvariantCulture) ?? "";
        _from = Viewer.Moment(_from) == Query.From ? _from : Clock(Query.From);
        _to = Viewer.Moment(_to) == Query.To ? _to : Clock(Query.To);
    }

    private static string? Word(string text) => text.Length > 0 ? text : null;

    private static long? Number(string text) => long.TryParse(text.TrimStart('#'), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    private string Clock(DateTimeOffset? moment) => moment is { } at ? Viewer.Clock(at) : "";

    private Task TypeAsync(MessageQuery query) => query == Query ? Task.CompletedTask : OnType.InvokeAsync(query);

    private Task ConnectionAsync(string text)
    {
        _connection = text;
        return TypeAsync(Query with { Connection = Number(text) });
    }

    private Task FromAsync(string text)
    {
        _from = text;
        return TypeAsync(Query with { From = Viewer.Moment(text) });
    }

    private Task ToAsync(string text)
    {
        _to = text;
        return TypeAsync(Query with { To = Viewer.Moment(text) });
    }

    private Task ToggleAsync(MessageKind kind)
    {
        var kinds = Query.Kinds?.Contains(kind) == true ? Query.Kinds.Where(one => one != kind) : [.. Query.Kinds ?? [], kind];
        return OnChoose.InvokeAsync(Query with { Kinds = kinds.Order().ToArray() is { Length: > 0 } chosen ? chosen : null });
    }
}
