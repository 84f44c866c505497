using System.Globalization;
using ChatHub.Server.Dashboard.Texts;
using ChatHub.Server.Dashboard.Viewing;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace ChatHub.Server.Dashboard.Console;

/// <summary>
/// A line between two areas of the console that an operator moves with the pointer or the arrow keys (<c>split.js</c>). The browser keeps where it is for good.
/// </summary>
public sealed partial class Splitter : IAsyncDisposable
{
    /// <summary>Least and most percent that the first area may have.</summary>
    private const int Least = 15;
    private const int Most = 85;

    private ElementReference _box;
    private AttachedScript<Splitter> _script = default!;

    /// <summary>Which one: the name of its key in the browser, and of the variables <c>--name-a</c> and <c>--name-b</c> that it sets.</summary>
    [Parameter, EditorRequired]
    public string Name { get; set; } = "";

    /// <summary>Whether it stands between columns.</summary>
    [Parameter]
    public bool IsColumn { get; set; }

    /// <summary>Percent of the first area until it is moved.</summary>
    [Parameter]
    public int Initial { get; set; } = 50;

    /// <summary>The texts in the viewer's language.</summary>
    [CascadingParameter]
    public UiTexts Texts { get; set; } = TextCatalog.All[0];

    [Inject]
    private Viewer Viewer { get; set; } = default!;

    [Inject]
    private IJSRuntime Browser { get; set; } = default!;

    private int Start => int.TryParse(Viewer.KeptForGood(Key), NumberStyles.None, CultureInfo.InvariantCulture, out var kept) && kept is >= Least and <= Most ? kept : Initial;

    private string Key => $"split.{Name}";

    /// <summary>The operator has moved it.</summary>
    [JSInvokable]
    public async Task KeepAsync(int percent) => await Viewer.KeepForGoodAsync(Key, Math.Clamp(percent, Least, Most).ToString(CultureInfo.InvariantCulture));

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _script.DisposeAsync();

    /// <inheritdoc/>
    protected override void OnInitialized() => _script = new(Browser, this);

    /// <inheritdoc/>
    protected override bool ShouldRender() => false; // from its first drawing on it belongs to the browser

    /// <inheritdoc/>
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender)
        {
            await _script.AttachAsync($"./{Assets["js/split.js"]}", _box);
        }
    }
}
