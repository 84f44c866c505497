using Microsoft.AspNetCore.Components;

namespace ChatHub.Server.Dashboard.Messages;

/// <summary>A text with its marks set off, so that nobody takes a mark for text.</summary>
public sealed partial class TextRuns
{
    private object? _drawn;

    /// <summary>The text.</summary>
    [Parameter, EditorRequired]
    public IReadOnlyList<TextRun> Runs { get; set; } = [];

    /// <inheritdoc/>
    protected override bool ShouldRender()
    {
        var changed = !ReferenceEquals(_drawn, Runs);
        _drawn = Runs;
        return changed;
    }
}
