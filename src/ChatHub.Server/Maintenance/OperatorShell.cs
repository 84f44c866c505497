using System.Text;
using ChatHub.Server.Dashboard.Texts;
using ChatHub.Server.Hosting;
using ChatHub.Server.Operators;
using ChatHub.Server.Operators.Accounts;
using ChatHub.Server.Operators.Audit;
using ChatHub.Server.Operators.Keys;

namespace ChatHub.Server.Maintenance;

/// <summary>What is done about operators at the server's own shell: <c>--create-operator NAME --role ROLE</c>, <c>--reset-operator NAME</c>, <c>--create-key NAME --role ROLE</c>. The server may run meanwhile.</summary>
/// <param name="Option">Which of them.</param>
/// <param name="Name">Of the account or the key; null when it was not given.</param>
/// <param name="Role">The role that was given; null when none was.</param>
internal sealed record OperatorShell(string Option, string? Name, string? Role)
{
    private const string Create = "--create-operator";
    private const string Reset = "--reset-operator";
    private const string Key = "--create-key";
    private const string RoleOption = "--role";

    /// <summary>Takes such an option and what belongs to it out of the command line.</summary>
    public static OperatorShell? TakeFrom(ref string[] arguments)
    {
        var option = arguments.Select(argument => argument.Split('=')[0]).FirstOrDefault(argument => argument is Create or Reset or Key);
        if (option is null)
        {
            return null;
        }

        var name = Take(ref arguments, option);
        return new(option, name, Take(ref arguments, RoleOption));
    }

    /// <summary>Does it.</summary>
    /// <returns>The exit code.</returns>
    public async Task<int> RunAsync(string dataDirectory, TextWriter output, TextWriter errors, TextReader? input = null)
    {
        var role = OperatorRoles.Find(Role);
        if (!OperatorNames.IsGood(Name) || (role is null && Option != Reset))
        {
            await errors.WriteLineAsync($"{Option} needs a name of 1 to {OperatorNames.Most} letters, digits, - _ and .{(Option == Reset ? "" : $", and {RoleOption} {string.Join('|', OperatorRoles.All)}")}");
            return MaintenanceCommand.Misused;
        }

        try
        {
            OwnerOnly.CreateFolderIfMissing(dataDirectory);
            await using var services = new ServiceCollection().AddLogging().AddSingleton(TimeProvider.System).AddDataProtection().Services.AddOperatorAccounts(dataDirectory).BuildServiceProvider();
            await services.PrepareOperatorsAsync();
            return await DoAsync(services, role ?? OperatorRole.None, output, errors, input);
        }
        catch (Exception failure) when (failure is SettingsException or IOException or UnauthorizedAccessException or Microsoft.Data.Sqlite.SqliteException)
        {
            await errors.WriteLineAsync(failure.Message);
            return MaintenanceCommand.Bad;
        }
    }

    private async Task<int> DoAsync(ServiceProvider services, OperatorRole role, TextWriter output, TextWriter errors, TextReader? input)
    {
        var accounts = services.GetRequiredService<OperatorAccounts>();
        var shell = new OperatorIdentity(Environment.UserName, OperatorRole.Administrator, OperatorProof.Shell, "");
        string? key = null;
        AccountProblem problem;
        if (Option == Key)
        {
            (problem, key) = await services.GetRequiredService<ApiKeys>().CreateAsync(Name!, role, expiresAt: null, shell.Name);
        }
        else
        {
            var isTyped = input is null && !Console.IsInputRedirected;
            var password = isTyped ? AskForPassword(errors) : await (input ?? Console.In).ReadLineAsync();
            if (string.IsNullOrEmpty(password) && !isTyped)
            {
                await errors.WriteLineAsync($"{Option} got no password: it is read from standard input, one line; at a terminal it is asked for.");
                return MaintenanceCommand.Bad;
            }

            problem = password is null ? AccountProblem.PasswordDiffers
                : Option == Create ? await accounts.CreateAsync(Name!, role, password)
                : await accounts.ResetAsync(Name!, password);
        }

        services.GetRequiredService<IAuditTrail>().Write(
            shell, Option.TrimStart('-'), Option == Reset ? Name! : $"{Name} ({role})", problem == AccountProblem.None ? AuditOutcome.Done : AuditOutcome.Refused, problem == AccountProblem.None ? "" : problem.ToString());
        if (problem != AccountProblem.None)
        {
            await errors.WriteLineAsync(TextCatalog.All[0].AccountProblemText(problem));
            return MaintenanceCommand.Bad;
        }

        await output.WriteLineAsync(key ?? (Option == Create ? $"{Name} is {role} now" : $"{Name} has another password now"));
        return MaintenanceCommand.Good;
    }

    private static string? AskForPassword(TextWriter prompt)
    {
        var first = Ask(prompt, "Password: ");
        return first == Ask(prompt, "Again: ") ? first : null;
    }

    private static string Ask(TextWriter prompt, string what)
    {
        prompt.Write(what);
        var typed = new StringBuilder();
        for (var key = Console.ReadKey(intercept: true); key.Key != ConsoleKey.Enter; key = Console.ReadKey(intercept: true))
        {
            if (key.Key == ConsoleKey.Backspace)
            {
                typed.Length = Math.Max(0, typed.Length - 1);
            }
            else if (!char.IsControl(key.KeyChar))
            {
                typed.Append(key.KeyChar);
            }
        }

        prompt.WriteLine();
        return typed.ToString();
    }

    private static string? Take(ref string[] arguments, string option)
    {
        var at = Array.FindIndex(arguments, argument => argument.Split('=')[0] == option);
        if (at < 0)
        {
            return null;
        }

        var parts = arguments[at].Split('=', 2);
        var apart = parts.Length == 1 && at + 1 < arguments.Length && !arguments[at + 1].StartsWith("--", StringComparison.Ordinal);
        var value = parts.Length > 1 ? parts[1] : apart ? arguments[at + 1] : null;
        arguments = [.. arguments[..at], .. arguments[(at + (apart ? 2 : 1))..]];
        return value;
    }
}
