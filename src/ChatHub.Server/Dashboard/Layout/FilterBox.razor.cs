using Microsoft.AspNetCore.Components;

namespace ChatHub.Server.Dashboard.Layout;

/// <summary>
/// A box to filter with. What is typed belongs to the browser: the server hears of it and never writes into the box while somebody types, so a slow link
/// loses no key. Only where the filter changes by something else (a link, the back button, "clear") there is another box.
/// </summary>
public sealed partial class FilterBox
{
    private object _box = new();
    private string _heard = "";
    private string _initial = "";
    private string _value = "";

    /// <summary>The filter in force, without spaces around it.</summary>
    [Parameter, EditorRequired]
    public string Value { get; set; } = "";

    /// <summary>Called with what was typed, without spaces around it, when that is another filter.</summary>
    [Parameter]
    public EventCallback<string> OnChange { get; set; }

    /// <summary>What stands in the empty box.</summary>
    [Parameter]
    public string? Placeholder { get; set; }

    /// <summary>What it is for, where the placeholder does not say it.</summary>
    [Parameter]
    public string? Label { get; set; }

    /// <summary>More about what it does.</summary>
    [Parameter]
    public string? Title { get; set; }

    /// <summary>Type of the input: search, text.</summary>
    [Parameter]
    public string Type { get; set; } = "search";

    /// <summary>Element id of the list of suggestions.</summary>
    [Parameter]
    public string? Suggestions { get; set; }

    /// <summary>Element id, for a label.</summary>
    [Parameter]
    public string? Id { get; set; }

    /// <summary>Further classes.</summary>
    [Parameter]
    public string? Class { get; set; }

    /// <summary>Most characters; 200 is what a search may have.</summary>
    [Parameter]
    public int MaxLength { get; set; } = 200;

    /// <summary>Its mark for tests.</summary>
    [Parameter]
    public string? TestId { get; set; }

    /// <inheritdoc/>
    protected override void OnParametersSet()
    {
        if (Value == _value)
        {
            return;
        }

        _value = Value;
        if (Value != _heard)
        {
            _box = new();
            _heard = _initial = Value;
        }
    }

    private Task TypedAsync(ChangeEventArgs input)
    {
        var typed = $"{input.Value}".Trim();
        if (typed == _heard)
        {
            return Task.CompletedTask;
        }

        _heard = typed;
        return OnChange.InvokeAsync(typed);
    }
}
