using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace ChatHub.Server.Dashboard.Viewing;

/// <summary>
/// The script of a page or a part of one: loaded when it is first drawn, attached to its element, and gone with it. That somebody leaves while it
/// loads is no failure. One for each component; its calls come one at a time, on the component's dispatcher.
/// </summary>
/// <typeparam name="T">The component that the script calls.</typeparam>
/// <param name="browser">The browser.</param>
/// <param name="owner">The component.</param>
public sealed class AttachedScript<T>(IJSRuntime browser, T owner) : IAsyncDisposable
    where T : class
{
    private readonly DotNetObjectReference<T> _owner = DotNetObjectReference.Create(owner);
    private IJSObjectReference? _module;
    private IJSObjectReference? _attached;
    private bool _gone;

    /// <summary>Loads the script and lets it attach to an element.</summary>
    /// <param name="path">Where the script is.</param>
    /// <param name="box">The element.</param>
    public async Task AttachAsync(string path, ElementReference box)
    {
        try
        {
            var module = await browser.InvokeAsync<IJSObjectReference>("import", path);
            if (_gone)
            {
                await module.DisposeAsync();
                return;
            }

            _module = module;
            var attached = await module.InvokeAsync<IJSObjectReference>("attach", box, _owner);
            if (_gone)
            {
                await DetachAsync(attached);
                return;
            }

            _attached = attached;
        }
        catch (Exception failure) when (failure is JSDisconnectedException or OperationCanceledException || (_gone && failure is JSException or ObjectDisposedException))
        {
            // left meanwhile: what it was to be attached to is not there any more; or the connection broke under the call
        }
    }

    /// <summary>Calls a function of the script; nothing, while it is not loaded or the component is gone.</summary>
    public ValueTask CallAsync(string function, params object?[] arguments) =>
        _gone || _module is not { } module ? ValueTask.CompletedTask : module.InvokeVoidAsync(function, arguments);

    /// <summary>Calls a function of what the script attached; nothing, while it is not attached or the component is gone.</summary>
    public ValueTask TellAsync(string function) => _gone || _attached is not { } attached ? ValueTask.CompletedTask : attached.InvokeVoidAsync(function);

    /// <summary>Asks a function of the script; gives the default, while it is not loaded or the component is gone.</summary>
    public async Task<TAnswer?> AskAsync<TAnswer>(string function, params object?[] arguments) =>
        _gone || _module is not { } module ? default : await module.InvokeAsync<TAnswer>(function, arguments);

    /// <summary>Whether functions can be called.</summary>
    public bool IsLoaded => !_gone && _module is not null;

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_gone)
        {
            return;
        }

        _gone = true;
        _owner.Dispose();
        try
        {
            if (_attached is not null)
            {
                await DetachAsync(_attached);
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

    private static async Task DetachAsync(IJSObjectReference attached)
    {
        await attached.InvokeVoidAsync("dispose");
        await attached.DisposeAsync();
    }
}
