using System.Globalization;
using ChatHub.Server.Dashboard.Texts;
using ChatHub.Server.Dashboard.Viewing;
using ChatHub.Server.Operators;
using ChatHub.Wire.Admission;
using Microsoft.AspNetCore.Components;

namespace ChatHub.Server.Dashboard.Access;

/// <summary>Who may not connect: the bans, and whom the limits turned away. Looks once a second whether something has changed.</summary>
public sealed partial class AccessPage : IDisposable
{
    /// <summary>Most rows of a table at once; the rest is a click away.</summary>
    internal const int MostShown = 60;

    private IReadOnlyList<BanSnapshot> _bans = [];
    private IReadOnlyList<RefusalSnapshot> _refusals = [];
    private DateTimeOffset _at;
    private long _version = -1;
    private int _banPiece;
    private int _refusalPiece;
    private ITimer? _timer;
    private Ban? _undo;
    private Func<UiTexts, string>? _problem;

    /// <summary>The texts in the viewer's language.</summary>
    [CascadingParameter]
    public UiTexts Texts { get; set; } = TextCatalog.All[0];

    [Inject]
    private AccessList Access { get; set; } = default!;

    [Inject]
    private CurrentOperator Me { get; set; } = default!;

    [Inject]
    private OperatorCommands Commands { get; set; } = default!;

    [Inject]
    private TimeProvider Time { get; set; } = default!;

    [Inject]
    private Viewer Viewer { get; set; } = default!;

    [Inject]
    private ILogger<AccessPage> Log { get; set; } = default!;

    /// <inheritdoc/>
    public void Dispose() => _timer?.Dispose();

    /// <inheritdoc/>
    protected override void OnInitialized() => Read();

    /// <inheritdoc/>
    protected override void OnAfterRender(bool firstRender)
    {
        if (firstRender)
        {
            _timer = Time.CreateTimer(_ => _ = InvokeAsync(Look), null, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1));
        }
    }

    private static int PiecesOf(int rows) => Math.Max(1, (rows + MostShown - 1) / MostShown);

    private void Look()
    {
        // What is left of a time changes by the second where minutes are left.
        if (_version != Access.Version || _bans.Any(one => one.Ban.Until - Time.GetUtcNow() < TimeSpan.FromHours(1)))
        {
            Read();
            StateHasChanged();
        }
    }

    private void Read()
    {
        _version = Access.Version;
        _at = Time.GetUtcNow();
        _bans = Access.Bans();
        _refusals = Access.Refusals();
        (_banPiece, _refusalPiece) = (Math.Min(_banPiece, PiecesOf(_bans.Count) - 1), Math.Min(_refusalPiece, PiecesOf(_refusals.Count) - 1));
    }

    private void Remove(Ban ban) => Do(() => _undo = Commands.Unban(ban.Range, Me.By()));

    private void Undo() => Do(() =>
    {
        Commands.Restore(_undo!, Me.By());
        _undo = null;
    });

    private void Do(Action act)
    {
        try
        {
            act();
            _problem = null;
        }
        catch (Exception failure) when (failure is not OutOfMemoryException)
        {
            ViewingLog.CommandFailed(Log, failure);
            _problem = texts => texts.CommandFailed;
        }

        Read();
    }

    private string Moment(DateTimeOffset moment) => Viewer.Local(moment).ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
}
