using ChatHub.Server.Dashboard.Texts;
using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace ChatHub.Server.Dashboard.Layout;

/// <summary>Asks once before something that cannot be taken back.</summary>
public sealed partial class Confirmation
{
    /// <summary>What is asked; names whom or what.</summary>
    [Parameter, EditorRequired]
    public string Question { get; set; } = "";

    /// <summary>What the button says that does it.</summary>
    [Parameter, EditorRequired]
    public string Action { get; set; } = "";

    /// <summary>The texts in the viewer's language.</summary>
    [CascadingParameter]
    public UiTexts Texts { get; set; } = TextCatalog.All[0];

    [CascadingParameter]
    private IMudDialogInstance Dialog { get; set; } = default!;

    /// <summary>Asks, and tells whether to go on.</summary>
    internal static async Task<bool> AskAsync(IDialogService dialogs, string question, string action)
    {
        var parameters = new DialogParameters<Confirmation> { { dialog => dialog.Question, question }, { dialog => dialog.Action, action } };
        var options = new DialogOptions { NoHeader = true, MaxWidth = MaxWidth.ExtraSmall, FullWidth = true, CloseOnEscapeKey = true };
        var dialog = await dialogs.ShowAsync<Confirmation>(null, parameters, options);
        return await dialog.Result is { Canceled: false };
    }
}
