using System.Globalization;
using ChatHub.Server.Dashboard.Feed;
using ChatHub.Server.Dashboard.Layout;
using ChatHub.Server.Dashboard.Texts;
using ChatHub.Server.Dashboard.Viewing;
using ChatHub.Server.Operators;
using ChatHub.Wire.Connections;
using ChatHub.Wire.Listeners;
using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace ChatHub.Server.Dashboard.Palette;

/// <summary>All that the palette offers to one viewer.</summary>
internal sealed class PaletteItems(ViewerFeed feed, Viewer viewer, CurrentOperator me, OperatorCommands commands, NavigationManager navigation, IDialogService dialogs)
{
    private const int MostConnections = 8;

    /// <summary>What matches what was typed: pages, then connections, then actions. Connections only once something was typed.</summary>
    public IReadOnlyList<PaletteItem> Find(string typed, UiTexts texts)
    {
        var words = typed.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var rows = words.Length == 0 ? [] : feed.Current.Connections.Select(new ConnectionQuery(string.Join(' ', words)));
        return
        [
            .. Pages(texts).Where(item => item.Matches(words)),
            .. rows.Take(MostConnections).Select(Connection),
            .. Actions(texts).Where(item => item.Matches(words)),
        ];
    }

    private IEnumerable<PaletteItem> Pages(UiTexts texts) => DashboardPages.For(me.Identity).Select(page =>
        new PaletteItem(PaletteGroup.Page, page.Key, page.Title(texts), "/" + page.Path, () => GoAsync(page.Path)));

    private PaletteItem Connection(ConnectionSnapshot row) => new(
        PaletteGroup.Connection,
        string.Create(CultureInfo.InvariantCulture, $"connection-{row.Id}"),
        row.Name,
        string.Create(CultureInfo.InvariantCulture, $"#{row.Id} · {row.Remote} · {row.Listener}"),
        () => GoAsync(string.Create(CultureInfo.InvariantCulture, $"connections?open={row.Id}")));

    private IEnumerable<PaletteItem> Actions(UiTexts texts)
    {
        foreach (var listener in me.May(OperatorRole.Administrator) ? feed.Current.Listeners : [])
        {
            var name = listener.Name;
            if (listener.State is not ListenerState.Listening)
            {
                yield return new(PaletteGroup.Action, $"start-{name}", texts.StartOne(name), texts.StateOf(listener.State), () => commands.StartListenerAsync(name, me.By()), "listener start");
            }
            else
            {
                yield return new(PaletteGroup.Action, $"drain-{name}", texts.DrainOne(name), texts.ListenerConnections(listener.Connections), () => AskAsync(
                    texts.DrainAsk(name, listener.Connections, (int)OperatorCommands.DrainWithin.TotalSeconds), texts.Drain,
                    () => commands.DrainListenerAsync(name, OperatorCommands.DrainWithin, me.By())), "listener drain");
                yield return new(PaletteGroup.Action, $"stop-{name}", texts.StopOne(name), texts.ListenerConnections(listener.Connections), () => AskAsync(
                    texts.StopAsk(name, listener.Connections), texts.Stop, () => commands.StopListenerAsync(name, me.By())), "listener stop");
            }
        }

        if (me.May(OperatorRole.Administrator))
        {
            yield return new(PaletteGroup.Action, "add-listener", texts.ListenerAdd, "", () => GoAsync("listeners?add=yes"), "listener add new");
        }

        foreach (var (theme, name) in new[] { (ThemeChoice.System, texts.ThemeSystem), (ThemeChoice.Light, texts.ThemeLight), (ThemeChoice.Dark, texts.ThemeDark) })
        {
            yield return new(PaletteGroup.Action, $"theme-{theme.ToString().ToLowerInvariant()}", $"{texts.Appearance}: {name}", "", () => viewer.ChooseAsync(theme), "theme appearance");
        }

        foreach (var language in TextCatalog.All)
        {
            yield return new(PaletteGroup.Action, $"language-{language.Tag}", $"{texts.LanguageMenu}: {language.Language}", "", () => viewer.ChooseAsync(language), "language");
        }
    }

    private async Task AskAsync(string question, string action, Func<Task> act)
    {
        if (await Confirmation.AskAsync(dialogs, question, action))
        {
            await act();
        }
    }

    private Task GoAsync(string address)
    {
        navigation.NavigateTo(address.Length == 0 ? "/" : address);
        return Task.CompletedTask;
    }
}
