using ChatHub.Server.Dashboard.Messages;
using ChatHub.Server.Dashboard.Texts;
using ChatHub.Server.Operators;
using ChatHub.Wire.Connections;
using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace ChatHub.Server.Dashboard.ConnectionBrowser;

/// <summary>Says what an act will hit, lets the operator choose how, and asks once.</summary>
public sealed partial class BulkDialog
{
    /// <summary>Names that are written out.</summary>
    private const int Named = 8;

    private static readonly int[] s_lengths = [1, 5, 15, 60, 240, 1440, 10_080];

    private string _text = "";
    private int _minutes = 15;
    private int _perSecond = 50;

    /// <summary>What is to be done.</summary>
    [Parameter, EditorRequired]
    public BulkAct Act { get; set; }

    /// <summary>To whom.</summary>
    [Parameter, EditorRequired]
    public IReadOnlyList<ConnectionSnapshot> Rows { get; set; } = [];

    /// <summary>The texts in the viewer's language.</summary>
    [CascadingParameter]
    public UiTexts Texts { get; set; } = TextCatalog.All[0];

    /// <summary>For how many minutes one can mute.</summary>
    internal static IReadOnlyList<int> Lengths => s_lengths;

    [CascadingParameter]
    private IMudDialogInstance Dialog { get; set; } = default!;

    private int PerSecond => Math.Clamp(_perSecond, 1, OperatorCommands.MostPerSecond);

    private string Question => Act switch
    {
        _ when Rows is [var one] => Act switch
        {
            BulkAct.Mute => Texts.MuteOne(MarkedText.Of(one.Name)),
            _ => Texts.DisconnectOneAsk(MarkedText.Of(one.Name)),
        },
        BulkAct.Mute => Texts.MuteMany(Rows.Count),
        _ => Texts.DisconnectMany(Rows.Count),
    };

    private string Verb => Act switch
    {
        BulkAct.Mute => Texts.Mute,
        _ => Texts.Disconnect,
    };

    private string Whom => Name(Rows, Texts);

    /// <summary>Connections by their names, of many the first.</summary>
    internal static string Name(IReadOnlyList<ConnectionSnapshot> rows, UiTexts texts)
    {
        var names = string.Join(", ", rows.Take(Named).Select(row => rows.Count == 1 ? $"#{row.Id}, {row.Remote}, {row.Listener}" : MarkedText.Of(row.Name)));
        return rows.Count > Named ? texts.AndMore(names, rows.Count - Named) : names;
    }

    /// <summary>Asks; null when the operator thought better of it.</summary>
    internal static async Task<BulkChoice?> AskAsync(IDialogService dialogs, BulkAct act, IReadOnlyList<ConnectionSnapshot> rows)
    {
        var parameters = new DialogParameters<BulkDialog> { { dialog => dialog.Act, act }, { dialog => dialog.Rows, rows } };
        var options = new DialogOptions { NoHeader = true, MaxWidth = MaxWidth.ExtraSmall, FullWidth = true, CloseOnEscapeKey = true };
        var dialog = await dialogs.ShowAsync<BulkDialog>(null, parameters, options);
        return await dialog.Result is { Canceled: false, Data: BulkChoice choice } ? choice : null;
    }

    private void Choose() => Dialog.Close(new BulkChoice(_text, TimeSpan.FromMinutes(_minutes), PerSecond));
}
