namespace ChatHub.Server.Dashboard.Texts;

public partial class UiTexts
{
    // The panes of the console
    internal virtual string SplitLabel => "Size of the panes";
    internal virtual string SplitHint => "Drag, or use the arrow keys; Enter or a double click sets it back";

    // Reading a log
    internal virtual string Pause => "Pause";
    internal virtual string PauseHint => "Hold the log still; nothing is lost (Space)";
    internal virtual string PausedHint => "Paused: go on with the newest (Space)";
    internal virtual string Picked(int count) => count == 1 ? "1 line marked" : $"{count:N0} lines marked";
    internal virtual string PickedCut(int count) => $"{count:N0} of the marked lines; the others are not at hand here";
    internal virtual string Mark => "Mark";
    internal virtual string MarkHint => "Mark it for copying, and with a second one all between";
    internal virtual string PickHint => "Shift+click marks a line, and a second one all between; Ctrl+C copies them";
    internal virtual string CopyLines => "Copy";
    internal virtual string CopiedLines(int count) => count == 1 ? "1 line copied" : $"{count:N0} lines copied";
    internal virtual string SavedFilters => "Saved";
    internal virtual string SavedFiltersHint => "Filters with names, kept for you";
    internal virtual string NoSavedFilters => "None yet: search or filter, give it a name, keep it.";
    internal virtual string FilterName => "Name for this filter";
    internal virtual string KeepFilter => "Keep";
    internal virtual string RemoveOne(string name) => $"Remove {name}";
    internal virtual string RemovedOne(string name) => $"Removed: {name}";
    internal virtual string Highlights => "Highlights";
    internal virtual string HighlightsHint => "Lines with a word, or with a /pattern/, get a colour and a sign. Kept for you alone.";
    internal virtual string HighlightWhat => "Word or /pattern/";
    internal virtual string HighlightHow => "Colour and sign";
    internal virtual string AddHighlight => "Add";
    internal virtual string WrongHighlight => "That pattern cannot be used.";
    internal virtual string ColourName(int colour) => colour switch { 0 => "Yellow", 1 => "Red", 2 => "Green", 3 => "Blue", _ => "Violet" };
}
