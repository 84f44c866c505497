using System.Globalization;
using System.Text.Json;
using ChatHub.Server.Dashboard.Texts;
using ChatHub.Server.Operators.Kept;
using Microsoft.JSInterop;

namespace ChatHub.Server.Dashboard.Viewing;

/// <summary>
/// Who looks: language, time zone, theme, and what is kept for them: for good, or as long as the tab.
/// One per tab.
/// </summary>
public sealed class Viewer : IAsyncDisposable
{
    private static readonly string[] s_clocks = ["yyyy-MM-ddTHH:mm", "yyyy-MM-ddTHH:mm:ss", "yyyy-MM-ddTHH:mm:ss.FFF"];

    private readonly ILogger<Viewer> _log;
    private readonly ViewerKeeping _keeping;
    private IJSObjectReference? _browser;
    private Dictionary<string, string> _kept = [];
    private Dictionary<string, string> _lasting = [];

    /// <summary>One for a tab.</summary>
    public Viewer(ILogger<Viewer> log, IServiceProvider services) =>
        (_log, _keeping) = (log, new(services.GetService<OperatorKeeping>(), services.GetService<CurrentOperator>()));

    /// <summary>Called with the name of what is kept for good and has changed.</summary>
    public event Action<string>? KeptChanged;

    /// <summary>Called after the language or the theme changed.</summary>
    public event Action? Changed;

    /// <summary>Whether the browser has told all this.</summary>
    public bool IsReady { get; private set; }

    /// <summary>The texts in the language of the viewer.</summary>
    public UiTexts Texts { get; private set; } = TextCatalog.All[0];

    /// <summary>Where the viewer's clock is.</summary>
    public TimeZoneInfo Zone { get; private set; } = TimeZoneInfo.Utc;

    /// <summary>The theme that was chosen.</summary>
    public ThemeChoice Theme { get; private set; }

    /// <summary>Whether it is dark now.</summary>
    public bool IsDark => Theme == ThemeChoice.Dark || (Theme == ThemeChoice.System && SystemIsDark);

    private bool SystemIsDark { get; set; }

    /// <summary>Asks the browser.</summary>
    public async Task LoadAsync(IJSObjectReference browser)
    {
        _browser = browser;
        var facts = await browser.InvokeAsync<BrowserFacts>("facts");
        if (facts.HasMore && await RestAsync(browser) is { } all)
        {
            facts = facts with { Kept = all.Kept, Lasting = all.Lasting };
        }

        _kept = facts.Kept;
        (_lasting, var restores) = await _keeping.LoadAsync(facts);
        Texts = TextCatalog.Find(KeptForGood(ViewerKeeping.Language) is { Length: > 0 } chosen ? [chosen] : facts.Languages);
        Theme = Enum.TryParse<ThemeChoice>(KeptForGood(ViewerKeeping.Theme), ignoreCase: true, out var theme) ? theme : ThemeChoice.System;
        SystemIsDark = facts.SystemIsDark;
        Zone = ZoneOf(facts);
        if (restores)
        {
            await TellAsync("restore", _keeping.Owner, _lasting);
        }

        IsReady = true;
        await browser.InvokeVoidAsync("speak", Texts.Tag);
        Changed?.Invoke();
    }

    /// <summary>The system turned dark or light.</summary>
    public void TurnSystem(bool dark)
    {
        SystemIsDark = dark;
        Changed?.Invoke();
    }

    /// <summary>Chooses a theme.</summary>
    public async Task ChooseAsync(ThemeChoice theme)
    {
        Theme = theme;
        Changed?.Invoke();
        var name = theme.ToString().ToLowerInvariant();
        await _keeping.KeepAsync(ViewerKeeping.Theme, name); // first: what the browser shows is kept, whatever becomes of the connection
        await TellAsync("chooseTheme", name);
    }

    /// <summary>Chooses a language.</summary>
    public async Task ChooseAsync(UiTexts texts)
    {
        Texts = texts;
        Changed?.Invoke();
        await _keeping.KeepAsync(ViewerKeeping.Language, texts.Tag);
        await TellAsync("chooseLanguage", texts.Tag);
    }

    /// <summary>What the tab kept under this key; empty when nothing.</summary>
    public string Kept(string key) => _kept.GetValueOrDefault(key, "");

    /// <summary>Lets the tab keep something over reloads.</summary>
    public ValueTask KeepAsync(string key, string value)
    {
        _kept[key] = value; // a page that is left and opened again asks here
        return TellAsync("keep", key, value);
    }

    /// <summary>What is kept for good under this key, for the account or by the browser; empty when nothing.</summary>
    public string KeptForGood(string key) => _lasting.GetValueOrDefault(key, "");

    /// <summary>Lets the browser keep something for good, for all its tabs to come, and the server for all browsers of the account.</summary>
    public async ValueTask KeepForGoodAsync(string key, string value)
    {
        _lasting[key] = value;
        KeptChanged?.Invoke(key);
        await _keeping.KeepAsync(key, value);
        await TellAsync("keepForGood", key, value);
    }

    /// <summary>
    /// Changes what is kept for good, beginning with what the account has by now: another tab or browser may have changed it since this one read it. It is kept
    /// before anything shows it.
    /// </summary>
    /// <param name="key">Its name.</param>
    /// <param name="change">Gives the new value for the old one.</param>
    /// <returns>The new value.</returns>
    public async Task<string> ChangeForGoodAsync(string key, Func<string, string> change)
    {
        var value = await _keeping.ChangeAsync(key, kept => change(kept ?? KeptForGood(key))) ?? change(KeptForGood(key));
        _lasting[key] = value;
        KeptChanged?.Invoke(key);
        await TellAsync("keepForGood", key, value);
        return value;
    }

    /// <summary>Lets the server keep what the browser has kept itself.</summary>
    /// <returns>Whether it does; true where there are no accounts.</returns>
    internal ValueTask<bool> KeepForAccountAsync(string key, string value) => _keeping.KeepAsync(key, value);

    /// <summary>A moment on the viewer's clock.</summary>
    public DateTimeOffset Local(DateTimeOffset moment) => TimeZoneInfo.ConvertTime(moment, Zone);

    /// <summary>The moment at which the viewer's clock shows this, as a browser's box for date and time writes it; null for anything else, and for years before 1970.</summary>
    public DateTimeOffset? Moment(string clock) =>
        DateTime.TryParseExact(clock, s_clocks, CultureInfo.InvariantCulture, DateTimeStyles.None, out var shown) && shown.Year is >= 1970 and < 9999
            ? new DateTimeOffset(shown, Zone.GetUtcOffset(shown)).ToUniversalTime()
            : null;

    /// <summary>What the viewer's clock shows at a moment, as a browser's box for date and time takes it.</summary>
    public string Clock(DateTimeOffset moment) => Local(moment).ToString("yyyy-MM-ddTHH:mm:ss", CultureInfo.InvariantCulture);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        try
        {
            if (_browser is not null)
            {
                await _browser.DisposeAsync();
            }
        }
        catch (JSDisconnectedException)
        {
            // the tab is gone, and the module with it
        }
    }

    private static TimeZoneInfo ZoneOf(BrowserFacts facts) =>
        TimeZoneInfo.TryFindSystemTimeZoneById(facts.TimeZone, out var zone)
            ? zone
            : TimeZoneInfo.CreateCustomTimeZone("browser", TimeSpan.FromMinutes(Math.Clamp(facts.MinutesEast, -14 * 60, 14 * 60)), null, null);

    /// <summary>What is more than a browser may send at once comes as a stream; null where it does not come.</summary>
    private async Task<BrowserKept?> RestAsync(IJSObjectReference browser)
    {
        try
        {
            await using var pieces = await browser.InvokeAsync<IJSStreamReference>("rest");
            await using var stream = await pieces.OpenReadStreamAsync(BrowserKept.MostBytes);
            return await JsonSerializer.DeserializeAsync<BrowserKept>(stream, JsonSerializerOptions.Web);
        }
        catch (Exception failure) when (failure is JSException or JsonException or ArgumentOutOfRangeException or IOException or TimeoutException)
        {
            ViewingLog.NotKept(_log, "rest", failure.Message);
            return null;
        }
    }

    private async ValueTask TellAsync(string function, params object?[] arguments)
    {
        try
        {
            if (_browser is not null)
            {
                await _browser.InvokeVoidAsync(function, arguments);
            }
        }
        catch (Exception failure) when (failure is JSException or JSDisconnectedException or TaskCanceledException)
        {
            ViewingLog.NotKept(_log, function, failure.Message); // a browser without storage: the choice holds until the reload
        }
    }
}
