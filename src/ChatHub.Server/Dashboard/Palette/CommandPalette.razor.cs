using ChatHub.Server.Dashboard.Texts;
using ChatHub.Server.Dashboard.Viewing;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;
using MudBlazor;

namespace ChatHub.Server.Dashboard.Palette;

/// <summary>
/// Goes anywhere and does anything by a few letters (Ctrl+K), and tells the keys (<c>?</c>). The keys are caught by <c>palette.js</c>; the box belongs to the
/// browser while somebody types.
/// </summary>
public sealed partial class CommandPalette : IAsyncDisposable
{
    private ElementReference _dialog;
    private IReadOnlyList<PaletteItem> _items = [];
    private string _typed = "";
    private int _active;
    private bool _open;
    private bool _help;
    private DotNetObjectReference<CommandPalette>? _self;
    private IJSObjectReference? _module;
    private IJSObjectReference? _keys;

    /// <summary>The texts in the viewer's language.</summary>
    [CascadingParameter]
    public UiTexts Texts { get; set; } = TextCatalog.All[0];

    [Inject]
    private PaletteItems Items { get; set; } = default!;

    [Inject]
    private IJSRuntime Browser { get; set; } = default!;

    [Inject]
    private ISnackbar Snackbar { get; set; } = default!;

    [Inject]
    private ILogger<CommandPalette> Log { get; set; } = default!;

    /// <summary>The palette was asked for.</summary>
    [JSInvokable]
    public Task OpenPaletteAsync() => OpenAsync(help: false);

    /// <summary>The help was asked for.</summary>
    [JSInvokable]
    public Task OpenHelpAsync() => OpenAsync(help: true);

    /// <summary>The browser has closed it.</summary>
    [JSInvokable]
    public void Closed()
    {
        _open = false;
        StateHasChanged();
    }

    /// <summary>A key that moves in the list or chooses of it.</summary>
    [JSInvokable]
    public async Task KeyAsync(string key)
    {
        if (!_open || _help || _items.Count == 0)
        {
            return;
        }

        if (key == "Enter")
        {
            await ChooseAsync(_active);
            return;
        }

        _active = key switch
        {
            "ArrowDown" => (_active + 1) % _items.Count,
            "ArrowUp" => (_active + _items.Count - 1) % _items.Count,
            "PageDown" => Math.Min(_items.Count - 1, _active + 8),
            "PageUp" => Math.Max(0, _active - 8),
            _ => _active,
        };
        StateHasChanged();
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _self?.Dispose();
        try
        {
            if (_keys is not null)
            {
                await _keys.InvokeVoidAsync("dispose");
                await _keys.DisposeAsync();
            }

            if (_module is not null)
            {
                await _module.DisposeAsync();
            }
        }
        catch (JSDisconnectedException)
        {
            // the tab is gone
        }
    }

    /// <inheritdoc/>
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender)
        {
            _module = await Browser.InvokeAsync<IJSObjectReference>("import", $"./{Assets["js/palette.js"]}");
            _self = DotNetObjectReference.Create(this);
            _keys = await _module.InvokeAsync<IJSObjectReference>("attach", _dialog, _self);
        }
    }

    private async Task OpenAsync(bool help)
    {
        (_open, _help, _typed, _active) = (true, help, "", 0);
        _items = help ? [] : Items.Find("", Texts);
        StateHasChanged();
        await TellAsync("show");
    }

    private Task CloseAsync() => TellAsync("close");

    private void Typed(ChangeEventArgs input)
    {
        _typed = input.Value as string ?? "";
        _items = Items.Find(_typed, Texts);
        _active = 0;
    }

    private async Task ChooseAsync(int index)
    {
        var item = _items.ElementAtOrDefault(index);
        await CloseAsync(); // first: what it does may ask
        if (item is null)
        {
            return;
        }

        try
        {
            await item.Run();
        }
        catch (Exception failure) when (failure is not OutOfMemoryException)
        {
            ViewingLog.CommandFailed(Log, failure);
            Snackbar.Add(Texts.CommandFailed, Severity.Error);
        }
    }

    private async Task TellAsync(string function)
    {
        if (_keys is not null)
        {
            await _keys.InvokeVoidAsync(function);
        }
    }
}
