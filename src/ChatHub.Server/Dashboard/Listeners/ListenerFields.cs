using ChatHub.Server.Dashboard.Texts;
using Microsoft.AspNetCore.Components;

namespace ChatHub.Server.Dashboard.Listeners;

/// <summary>A group of settings of the listener that is being edited.</summary>
public abstract class ListenerFields : ComponentBase
{
    /// <summary>What is being typed.</summary>
    [Parameter, EditorRequired]
    public ListenerForm Form { get; set; } = default!;

    /// <summary>Names of the fields that are wrong.</summary>
    [Parameter, EditorRequired]
    public IReadOnlySet<string> Wrong { get; set; } = new HashSet<string>();

    /// <summary>Called after a change.</summary>
    [Parameter]
    public EventCallback OnChange { get; set; }

    /// <summary>The texts in the viewer's language.</summary>
    [CascadingParameter]
    public UiTexts Texts { get; set; } = TextCatalog.All[0];

    /// <summary>What was typed or chosen.</summary>
    protected static string Text(ChangeEventArgs change) => change.Value as string ?? "";

    /// <summary>An empty box is the protocol's own words.</summary>
    protected static string? Own(ChangeEventArgs change) => Text(change) is { Length: > 0 } text ? text : null;

    /// <summary>What is wrong with a field; null when nothing is.</summary>
    protected string? Problem(string field) => Wrong.Contains(field) ? Texts.ListenerWrongField(field) : null;

    /// <summary>The same for the reader of the box.</summary>
    protected string? Invalid(string field) => Wrong.Contains(field) ? "true" : null;

    /// <summary>Takes a change.</summary>
    protected Task Set(Action set)
    {
        ArgumentNullException.ThrowIfNull(set);
        set();
        return OnChange.InvokeAsync();
    }
}
