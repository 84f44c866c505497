using ChatHub.Server.Dashboard.Viewing;
using ChatHub.Server.Dashboard.Texts;
using ChatHub.Server.Operators;
using ChatHub.Wire.Connections;
using Microsoft.AspNetCore.Components;

namespace ChatHub.Server.Dashboard.ConnectionBrowser;

/// <summary>Slows one connection down for a time, or ends that.</summary>
public sealed partial class PaneThrottle
{
    private static readonly int[] s_rates = [1, 2, 5, 10, 50];

    private int _perSecond = 1;
    private int _minutes = 15;
    private bool _gone;

    /// <summary>The connection.</summary>
    [Parameter, EditorRequired]
    public ConnectionSnapshot Row { get; set; } = default!;

    /// <summary>When it was read.</summary>
    [Parameter, EditorRequired]
    public DateTimeOffset At { get; set; }

    /// <summary>The texts in the viewer's language.</summary>
    [CascadingParameter]
    public UiTexts Texts { get; set; } = TextCatalog.All[0];

    [Inject]
    private CurrentOperator Me { get; set; } = default!;

    [Inject]
    private OperatorCommands Commands { get; set; } = default!;

    private void Slow(TimeSpan length) => _gone = Commands.Throttle([Row.Id], _perSecond, length, Me.By()) == 0;
}
