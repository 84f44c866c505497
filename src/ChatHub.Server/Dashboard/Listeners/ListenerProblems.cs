using ChatHub.Server.Dashboard.Texts;

namespace ChatHub.Server.Dashboard.Listeners;

/// <summary>What the checks of the settings found, in the viewer's language.</summary>
internal static class ListenerProblems
{
    /// <summary>Lines like <c>ChatHub:Listeners:old:Endpoint is '…': …</c> as sentences; a line about no field that is known stays as it is.</summary>
    public static string Text(IEnumerable<string> problems, UiTexts texts) => string.Join(' ', problems.Select(problem =>
        ListenerForm.FieldOf(problem) is { Length: > 0 } field && texts.ListenerWrongField(field) is { Length: > 0 } words ? $"{field}: {words}" : problem));
}
