using ChatHub.Server.Dashboard.Texts;
using ChatHub.Server.Dashboard.Viewing;
using ChatHub.Server.Operators;
using ChatHub.Server.Operators.Audit;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Routing;
using Microsoft.AspNetCore.WebUtilities;

namespace ChatHub.Server.Dashboard.Audit;

/// <summary>What operators did and tried. Its filters are in the address.</summary>
public sealed partial class AuditPage : IDisposable
{
    private const int PageLength = 200;

    private static readonly string[] s_acts =
    [
        .. OperatorRights.All.Values.Select(right => right.Act)
            .Concat([AuditActs.SignIn, AuditActs.SignOut, AuditActs.SetUp, AuditActs.ChangePassword, AuditActs.SecondFactor, AuditActs.UseKey, AuditActs.Visit, AuditActs.Export, AuditActs.Settings]).Distinct().Order(StringComparer.Ordinal),
    ];

    private List<AuditEntry> _entries = [];
    private AuditQuery _query = new();

    /// <summary>The texts in the viewer's language.</summary>
    [CascadingParameter]
    public UiTexts Texts { get; set; } = TextCatalog.All[0];

    [Inject]
    private AuditReader Reader { get; set; } = default!;

    [Inject]
    private Viewer Viewer { get; set; } = default!;

    [Inject]
    private NavigationManager Navigation { get; set; } = default!;

    /// <inheritdoc/>
    public void Dispose() => Navigation.LocationChanged -= Moved;

    /// <inheritdoc/>
    protected override Task OnInitializedAsync()
    {
        Navigation.LocationChanged += Moved;
        return ReadAsync();
    }

    private void Moved(object? sender, LocationChangedEventArgs change) => _ = InvokeAsync(async () =>
    {
        if (new Uri(change.Location).AbsolutePath == "/audit")
        {
            await ReadAsync();
            StateHasChanged();
        }
    });

    private Task GoAsync(AuditQuery query)
    {
        Navigation.NavigateTo("audit" + query.ToAddress());
        return Task.CompletedTask;
    }

    private async Task ReadAsync()
    {
        _query = AuditQuery.Read(QueryHelpers.ParseQuery(new Uri(Navigation.Uri).Query));
        _entries = await Reader.ReadAsync(_query, PageLength);
    }
}
