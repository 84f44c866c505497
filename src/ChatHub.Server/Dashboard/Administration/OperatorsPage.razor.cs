using System.Globalization;
using ChatHub.Server.Dashboard.Layout;
using ChatHub.Server.Dashboard.Texts;
using ChatHub.Server.Dashboard.Viewing;
using ChatHub.Server.Operators;
using ChatHub.Server.Operators.Accounts;
using ChatHub.Server.Operators.Keys;
using ChatHub.Server.Operators.Sessions;
using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace ChatHub.Server.Dashboard.Administration;

/// <summary>Accounts, keys and sessions.</summary>
public sealed partial class OperatorsPage
{
    private static readonly int[] s_days = [0, 7, 30, 90, 365];

    private List<OperatorAccount> _accounts = [];
    private List<ApiKey> _keys = [];
    private List<SessionSnapshot> _sessions = [];
    private string _name = "";
    private string _password = "";
    private OperatorRole _role = OperatorRole.Viewer;
    private string _keyName = "";
    private OperatorRole _keyRole = OperatorRole.Viewer;
    private int _keyDays = 90;
    private string? _shown;
    private Func<UiTexts, string>? _problem;

    /// <summary>The texts in the viewer's language.</summary>
    [CascadingParameter]
    public UiTexts Texts { get; set; } = TextCatalog.All[0];

    [Inject]
    private OperatorCommands Commands { get; set; } = default!;

    [Inject]
    private CurrentOperator Me { get; set; } = default!;

    [Inject]
    private OperatorAccounts Accounts { get; set; } = default!;

    [Inject]
    private ApiKeys Keys { get; set; } = default!;

    [Inject]
    private OperatorSessions Sessions { get; set; } = default!;

    [Inject]
    private Viewer Viewer { get; set; } = default!;

    [Inject]
    private IDialogService Dialogs { get; set; } = default!;

    [Inject]
    private TimeProvider Time { get; set; } = default!;

    /// <inheritdoc/>
    protected override Task OnInitializedAsync() => ReadAsync();

    private async Task ReadAsync()
    {
        _accounts = await Accounts.ListAsync();
        _keys = await Keys.ListAsync();
        _sessions = await Sessions.ListAsync();
    }

    private async Task CreateAsync()
    {
        if (await DoAsync(() => Commands.CreateOperatorAsync(_name.Trim(), _role, _password, Me.By())))
        {
            _name = "";
        }

        _password = "";
    }

    private async Task CreateKeyAsync()
    {
        string? made = null;
        var done = await DoAsync(async () =>
        {
            (var problem, made) = await Commands.CreateKeyAsync(_keyName.Trim(), _keyRole, _keyDays == 0 ? null : TimeSpan.FromDays(_keyDays), Me.By());
            return problem;
        });
        if (done)
        {
            (_shown, _keyName) = (made, "");
        }
    }

    private Task<bool> SetRoleAsync(OperatorAccount account, OperatorRole role) => DoAsync(() => Commands.SetRoleAsync(account.UserName!, role, Me.By()));

    /// <summary>Letting somebody in again ends nothing: it is not asked for.</summary>
    private async Task LockAsync(OperatorAccount account)
    {
        _sessions = await Sessions.ListAsync(); // the page may have been open for hours
        var (name, locks) = (account.UserName!, account.LockedAt is null);
        Task<AccountProblem> Act() => Commands.LockOperatorAsync(name, locks, Me.By());
        await (locks ? AskAsync(Texts.OperatorLockAsk(name, _sessions.Count(session => session.Account == name)), Texts.OperatorLock, Act) : DoAsync(Act));
    }

    private async Task AskAsync(string question, string action, Func<Task<AccountProblem>> act)
    {
        if (await Confirmation.AskAsync(Dialogs, question, action))
        {
            await DoAsync(act);
        }
    }

    private async Task<bool> DoAsync(Func<Task<AccountProblem>> act)
    {
        AccountProblem problem;
        try
        {
            problem = await act();
        }
        catch (NotAllowedException)
        {
            _problem = texts => texts.NotAllowedHere;
            return false;
        }

        _problem = problem == AccountProblem.None ? null : texts => texts.AccountProblemText(problem);
        await ReadAsync();
        return problem == AccountProblem.None;
    }

    private bool IsGood(ApiKey key) => key.RevokedAt is null && !(key.ExpiresAt <= Time.GetUtcNow());

    private string Clock(DateTimeOffset moment) => Viewer.Local(moment).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
}
