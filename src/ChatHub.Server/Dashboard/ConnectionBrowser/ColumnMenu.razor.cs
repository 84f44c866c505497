using ChatHub.Server.Dashboard.Texts;
using Microsoft.AspNetCore.Components;

namespace ChatHub.Server.Dashboard.ConnectionBrowser;

/// <summary>Which columns, in which order.</summary>
public sealed partial class ColumnMenu
{
    /// <summary>Whether it is for those that have ended.</summary>
    [Parameter]
    public bool Closed { get; set; }

    /// <summary>Called with the names of the columns; null for those at first.</summary>
    [Parameter]
    public EventCallback<string?> OnChange { get; set; }

    /// <summary>The texts in the viewer's language.</summary>
    [CascadingParameter]
    public UiTexts Texts { get; set; } = TextCatalog.All[0];

    /// <summary>The columns that are shown, in order.</summary>
    [Parameter, EditorRequired]
    public IReadOnlyList<ConnectionField> Chosen { get; set; } = [];

    private Task ShowAsync(ConnectionField field, bool shown) => TellAsync(shown ? [.. Chosen, field] : [.. Chosen.Where(other => other != field)]);

    private Task MoveAsync(ConnectionField field, int by)
    {
        var order = Chosen.ToList();
        var at = order.IndexOf(field);
        if (at + by < 0 || at + by >= order.Count)
        {
            return Task.CompletedTask;
        }

        (order[at], order[at + by]) = (order[at + by], order[at]);
        return TellAsync(order);
    }

    private Task TellAsync(IReadOnlyList<ConnectionField> chosen) => OnChange.InvokeAsync(ConnectionField.Key(chosen, Closed));
}
