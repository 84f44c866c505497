using ChatHub.Server.Dashboard.Viewing;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Routing;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.JSInterop;

namespace ChatHub.Server.Dashboard.Layout;

/// <summary>The frame of all pages: theme, language, what the browser knows, and what is shown when a part fails.</summary>
public sealed partial class MainLayout : IAsyncDisposable
{
    private ErrorBoundary? _boundary;
    private DotNetObjectReference<MainLayout>? _self;
    private IJSObjectReference? _watch;

    [Inject]
    private Viewer Viewer { get; set; } = default!;

    [Inject]
    private ViewerFeed Feed { get; set; } = default!;

    [Inject]
    private NavigationManager Navigation { get; set; } = default!;

    [Inject]
    private IJSRuntime Browser { get; set; } = default!;

    /// <summary>The tab came to the front or went behind another.</summary>
    [JSInvokable]
    public void ShowTab(bool visible) => Feed.ShowTab(visible);

    /// <summary>The system turned dark or light.</summary>
    [JSInvokable]
    public void TurnSystem(bool dark) => Viewer.TurnSystem(dark);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        Viewer.Changed -= StateHasChanged;
        Navigation.LocationChanged -= Moved;
        _self?.Dispose();
        try
        {
            if (_watch is not null)
            {
                await _watch.InvokeVoidAsync("dispose");
                await _watch.DisposeAsync();
            }
        }
        catch (JSDisconnectedException)
        {
            // the tab is gone
        }
    }

    /// <inheritdoc/>
    protected override void OnInitialized()
    {
        Viewer.Changed += StateHasChanged;
        Navigation.LocationChanged += Moved;
    }

    /// <inheritdoc/>
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender)
        {
            var module = await Browser.InvokeAsync<IJSObjectReference>("import", $"./{Assets["js/viewer.js"]}");
            await Viewer.LoadAsync(module);
            _self = DotNetObjectReference.Create(this);
            _watch = await module.InvokeAsync<IJSObjectReference>("watch", _self);
        }
    }

    /// <summary>What failed on one page is no matter of the next.</summary>
    private void Moved(object? sender, LocationChangedEventArgs change) => _ = InvokeAsync(Recover);

    private void Recover() => _boundary?.Recover();
}
