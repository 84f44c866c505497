using ChatHub.Server.Dashboard.Messages;
using ChatHub.Server.Dashboard.Texts;
using ChatHub.Server.Dashboard.Viewing;
using ChatHub.Server.Storage.MessageLog;
using ChatHub.Wire.Listeners;
using Microsoft.AspNetCore.Components;

namespace ChatHub.Server.Dashboard.LogBrowser;

/// <summary>The search box, the filters in force, and what goes with them.</summary>
public sealed partial class FilterBar
{
    private bool _open;

    /// <summary>The filters in force.</summary>
    [Parameter, EditorRequired]
    public MessageQuery Query { get; set; } = MessageQuery.All;

    /// <summary>Names of rooms, to choose from.</summary>
    [Parameter]
    public IReadOnlyList<string> Rooms { get; set; } = [];

    /// <summary>The listeners, to choose from.</summary>
    [Parameter]
    public IReadOnlyList<ListenerSnapshot> Listeners { get; set; } = [];

    /// <summary>Called while somebody types.</summary>
    [Parameter]
    public EventCallback<MessageQuery> OnType { get; set; }

    /// <summary>Called when somebody chose.</summary>
    [Parameter]
    public EventCallback<MessageQuery> OnChoose { get; set; }

    /// <summary>The buttons beside the search box.</summary>
    [Parameter]
    public RenderFragment? ChildContent { get; set; }

    /// <summary>The texts in the viewer's language.</summary>
    [CascadingParameter]
    public UiTexts Texts { get; set; } = TextCatalog.All[0];

    [Inject]
    private Viewer Viewer { get; set; } = default!;

    /// <summary>The filters in force beside the text.</summary>
    private List<Chip> Chips
    {
        get
        {
            var chips = new List<Chip>();
            Add("room", Texts.Room, Query.Room, Query with { Room = null });
            Add("listener", Texts.Listener, Query.Listener, Query with { Listener = null });
            Add("sender", Texts.Sender, Query.Sender, Query with { Sender = null });
            Add("connection", Texts.Connection, Query.Connection is { } id ? $"#{id}" : null, Query with { Connection = null });
            Add("remote", Texts.Remote, Query.Remote, Query with { Remote = null });
            Add("kind", Texts.Kinds, Query.Kinds is { Count: > 0 } kinds ? string.Join(", ", kinds.Select(Texts.KindOf)) : null, Query with { Kinds = null });
            Add("from", Texts.FromTime, Clock(Query.From), Query with { From = null });
            Add("to", Texts.ToTime, Clock(Query.To), Query with { To = null });
            return chips;

            void Add(string id, string name, string? value, MessageQuery without)
            {
                if (value is not null)
                {
                    chips.Add(new(id, name, MarkedText.Of(value), without));
                }
            }
        }
    }

    private string? Clock(DateTimeOffset? moment) => moment is { } at ? Viewer.Clock(at).Replace('T', ' ') : null;

    private Task TextAsync(string text) => OnType.InvokeAsync(Query with { Text = text.Length > 0 ? text : null });

    private sealed record Chip(string Id, string Name, string Value, MessageQuery Without);
}
