using ChatHub.Server.Dashboard.Texts;
using ChatHub.Server.Operators;

namespace ChatHub.Server.Dashboard.Layout;

/// <summary>A page of the dashboard.</summary>
/// <param name="Key">Its mark, for tests.</param>
/// <param name="Path">Its address below the root.</param>
/// <param name="Title">What it is called.</param>
/// <param name="Role">What one has to be to see it.</param>
internal sealed record DashboardPage(string Key, string Path, Func<UiTexts, string> Title, OperatorRole Role = OperatorRole.Viewer);

/// <summary>The pages, in the order in which they are offered.</summary>
internal static class DashboardPages
{
    public static IReadOnlyList<DashboardPage> All { get; } =
    [
        new("console", "", texts => texts.Console),
        new("connections", "connections", texts => texts.Connections),
        new("messages", "messages", texts => texts.Messages),
        new("listeners", "listeners", texts => texts.Listeners),
        new("access", "access", texts => texts.Access),
        new("overview", "overview", texts => texts.Overview),
        new("audit", "audit", texts => texts.Audit, OperatorRole.Administrator),
        new("webhooks", "webhooks", texts => texts.Webhooks, OperatorRole.Administrator),
        new("operators", "operators", texts => texts.OperatorsPage, OperatorRole.Administrator),
    ];

    /// <summary>Those that somebody may see.</summary>
    public static IEnumerable<DashboardPage> For(OperatorIdentity who) => All.Where(page => who.May(page.Role));
}
