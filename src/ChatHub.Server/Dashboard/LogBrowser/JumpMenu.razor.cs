using ChatHub.Server.Dashboard.Texts;
using ChatHub.Server.Dashboard.Viewing;
using Microsoft.AspNetCore.Components;

namespace ChatHub.Server.Dashboard.LogBrowser;

/// <summary>Goes to a moment of the log, on the viewer's clock.</summary>
public sealed partial class JumpMenu
{
    private string _initial = "";
    private DateTimeOffset? _time;

    /// <summary>Called with the moment.</summary>
    [Parameter]
    public EventCallback<DateTimeOffset> OnTime { get; set; }

    /// <summary>Called for the oldest entry.</summary>
    [Parameter]
    public EventCallback OnOldest { get; set; }

    /// <summary>Whether the moment could not be looked for.</summary>
    [Parameter]
    public bool Failed { get; set; }

    /// <summary>The texts in the viewer's language.</summary>
    [CascadingParameter]
    public UiTexts Texts { get; set; } = TextCatalog.All[0];

    [Inject]
    private Viewer Viewer { get; set; } = default!;

    [Inject]
    private TimeProvider Time { get; set; } = default!;

    private (string Name, Func<DateTimeOffset> Ago)[] Quick =>
    [
        (Texts.AnHourAgo, () => Time.GetUtcNow().AddHours(-1)),
        (Texts.Today, () => Midnight(0)),
        (Texts.Yesterday, () => Midnight(-1)),
        (Texts.AWeekAgo, () => Midnight(-7)),
    ];

    /// <inheritdoc/>
    protected override void OnInitialized()
    {
        _time = Midnight(0);
        _initial = Viewer.Clock(_time.Value);
    }

    private DateTimeOffset Midnight(int days)
    {
        var day = Viewer.Local(Time.GetUtcNow()).Date.AddDays(days);
        return new DateTimeOffset(day, Viewer.Zone.GetUtcOffset(day)).ToUniversalTime();
    }

    private void Typed(ChangeEventArgs input) => _time = Viewer.Moment($"{input.Value}");

    private Task GoAsync() => _time is { } time ? OnTime.InvokeAsync(time) : Task.CompletedTask;
}
