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
    private const int PageLength = 100;

    private static readonly string[] s_acts = [.. OperatorRights.All.Values.Select(right => right.Act).Concat(AuditActs.All).Distinct().Order(StringComparer.Ordinal)];

    private readonly HashSet<string> _asked = [];
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
        return ReadAsync(QueryOf(Navigation.Uri));
    }

    private static AuditQuery QueryOf(string address) => AuditQuery.Read(QueryHelpers.ParseQuery(new Uri(address).Query));

    /// <summary>The address changed by a link or by the browser's buttons. What this page asked for comes back late: more may have been typed since.</summary>
    private void Moved(object? sender, LocationChangedEventArgs change)
    {
        if ((change.HistoryEntryState is { } token && _asked.Remove(token)) || new Uri(change.Location).AbsolutePath != "/audit")
        {
            return;
        }

        _ = InvokeAsync(async () =>
        {
            await ReadAsync(QueryOf(change.Location));
            StateHasChanged();
        });
    }

    private Task GoAsync(AuditQuery query)
    {
        var token = $"audit-{Guid.NewGuid():N}";
        _asked.Add(token);
        Navigation.NavigateTo("audit" + query.ToAddress(), new NavigationOptions { HistoryEntryState = token });
        return ReadAsync(query);
    }

    private async Task ReadAsync(AuditQuery query)
    {
        _query = query;
        var entries = await Reader.ReadAsync(query, PageLength);
        if (query == _query)
        {
            _entries = entries; // the answer to what is asked now, whichever comes last
        }
    }
}
