using ChatHub.Server.Dashboard.Texts;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace ChatHub.Server.Dashboard.Reading;

/// <summary>The highlights of a viewer, and whether they sound and notify. The browser is asked for leave only when somebody switches a notification on.</summary>
public sealed partial class HighlightMenu : IAsyncDisposable
{
    private (HighlightRule Gone, int At)? _removed;
    private string _what = "";
    private int _colour;
    private bool _wrong;
    private Func<UiTexts, string>? _refused;
    private IJSObjectReference? _script;

    /// <summary>The rules.</summary>
    [Parameter, EditorRequired]
    public HighlightRules Rules { get; set; } = HighlightRules.None;

    /// <summary>Called with a change of the rules: of those that are kept by now, which another tab may have changed.</summary>
    [Parameter]
    public EventCallback<Func<HighlightRules, HighlightRules>> OnChange { get; set; }

    /// <summary>The texts in the viewer's language.</summary>
    [CascadingParameter]
    public UiTexts Texts { get; set; } = TextCatalog.All[0];

    [Inject]
    private IJSRuntime Browser { get; set; } = default!;

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        try
        {
            if (_script is not null)
            {
                await _script.DisposeAsync();
            }
        }
        catch (JSDisconnectedException)
        {
            // the tab is gone
        }
    }

    private async Task AddAsync()
    {
        var rule = new HighlightRule(_what.Trim(), _colour);
        _wrong = !rule.IsGood;
        if (!_wrong)
        {
            _what = "";
            _removed = null;
            _colour = (_colour + 1) % HighlightRule.Colours;
            await OnChange.InvokeAsync(rules => rules.With(rule));
        }
    }

    private Task RemoveAsync(HighlightRule rule)
    {
        _removed = (rule, Rules.Rules.TakeWhile(one => one != rule).Count());
        return OnChange.InvokeAsync(rules => rules.Without(rule.What));
    }

    /// <summary>What was removed comes back to its place; what came or went since stays so.</summary>
    private Task UndoAsync()
    {
        if (_removed is not var (gone, at))
        {
            return Task.CompletedTask;
        }

        _removed = null;
        return OnChange.InvokeAsync(rules => rules.With(gone, at));
    }

    /// <summary>Switched on, it is heard at once.</summary>
    private async Task SoundAsync(HighlightRule rule)
    {
        _removed = null; // taking the removal back would take this back too
        _refused = !rule.Sounds && !await AskAsync("sound", true) ? texts => texts.HighlightNoSound : null;
        var sounds = !rule.Sounds && _refused is null;
        await OnChange.InvokeAsync(rules => rules.Change(rule.What, one => one with { Sounds = sounds }));
    }

    private async Task NotifyAsync(HighlightRule rule)
    {
        _removed = null;
        _refused = rule.Notifies ? null : await AskAsync("permit", "granted") switch
        {
            "granted" => null,
            "unsupported" => texts => texts.HighlightNoNotify,
            _ => texts => texts.HighlightNotAllowed,
        };
        var notifies = !rule.Notifies && _refused is null;
        await OnChange.InvokeAsync(rules => rules.Change(rule.What, one => one with { Notifies = notifies }));
    }

    private async Task<T> AskAsync<T>(string function, T otherwise)
    {
        try
        {
            _script ??= await Browser.InvokeAsync<IJSObjectReference>("import", $"./{Assets["js/alarm.js"]}");
            return await _script.InvokeAsync<T>(function);
        }
        catch (TaskCanceledException)
        {
            return otherwise; // whoever was asked did not answer in a minute: the browser decides each time
        }
    }
}
