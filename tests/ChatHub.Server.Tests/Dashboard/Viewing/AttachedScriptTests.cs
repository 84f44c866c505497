using Bunit;
using ChatHub.Server.Dashboard.Viewing;
using Microsoft.JSInterop;
using Xunit;

namespace ChatHub.Server.Tests.Dashboard.Viewing;

/// <summary>Leaving a page while its script loads is no failure, and leaves nothing behind.</summary>
public sealed class AttachedScriptTests : BunitContext
{
    [Fact]
    public async Task Dispose_WhileTheScriptLoads_LetsGoOfItAndIsNoFailure()
    {
        var browser = new SlowBrowser();
        var script = new AttachedScript<object>(browser, new object());
        var attaching = script.AttachAsync("./js/x.js", default);

        await script.DisposeAsync();
        browser.Module.SetResult(browser);
        await attaching;

        Assert.Equal(["import"], browser.Called);
        Assert.Equal(1, browser.Disposed);
        Assert.False(script.IsLoaded);
    }

    [Fact]
    public async Task Dispose_WhileItAttaches_FailureOfWhatIsGoneIsNone()
    {
        var browser = new SlowBrowser { Fails = true };
        browser.Module.SetResult(browser);
        var script = new AttachedScript<object>(browser, new object());
        var attaching = script.AttachAsync("./js/x.js", default);
        await script.DisposeAsync();
        browser.Attached.SetResult();

        await attaching;
    }

    [Fact]
    public async Task Attach_FailsWhileThePageIsThere_IsAFailure()
    {
        var browser = new SlowBrowser { Fails = true };
        browser.Module.SetResult(browser);
        browser.Attached.SetResult();
        await using var script = new AttachedScript<object>(browser, new object());

        await Assert.ThrowsAsync<JSException>(() => script.AttachAsync("./js/x.js", default));
    }

    [Fact]
    public async Task Attach_ConnectionBreaksUnderIt_IsNoFailureOfThePage()
    {
        var browser = new SlowBrowser();
        browser.Module.SetResult(browser);
        await using var script = new AttachedScript<object>(browser, new object());
        var attaching = script.AttachAsync("./js/x.js", default);
        browser.Attached.SetException(new TaskCanceledException()); // as a call ends that nobody answers

        await attaching;
    }

    [Fact]
    public async Task Call_BeforeItIsLoaded_DoesNothing()
    {
        var browser = new SlowBrowser();
        await using var script = new AttachedScript<object>(browser, new object());
        await script.CallAsync("focusRow", 1);

        Assert.Empty(browser.Called);
    }

    private sealed class SlowBrowser : IJSRuntime, IJSObjectReference
    {
        public TaskCompletionSource<IJSObjectReference> Module { get; } = new();

        public TaskCompletionSource Attached { get; } = new();

        public bool Fails { get; init; }

        public int Disposed { get; private set; }

        public List<string> Called { get; } = [];

        public async ValueTask<TValue> InvokeAsync<TValue>(string identifier, object?[]? args)
        {
            Called.Add(identifier);
            if (identifier == "import")
            {
                return (TValue)await Module.Task;
            }

            if (identifier == "attach")
            {
                await Attached.Task;
                if (Fails)
                {
                    throw new JSException("page is null");
                }

                return (TValue)(object)this;
            }

            return default!;
        }

        public ValueTask<TValue> InvokeAsync<TValue>(string identifier, CancellationToken cancellationToken, object?[]? args) => InvokeAsync<TValue>(identifier, args);

        public ValueTask DisposeAsync()
        {
            Disposed++;
            return ValueTask.CompletedTask;
        }
    }
}
