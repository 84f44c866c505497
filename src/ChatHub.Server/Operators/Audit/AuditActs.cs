namespace ChatHub.Server.Operators.Audit;

/// <summary>Names of what is audited beside the commands, whose names are in <see cref="OperatorRights"/>.</summary>
internal static class AuditActs
{
    public const string SignIn = "sign-in";
    public const string SignOut = "sign-out";
    public const string SetUp = "set-up";
    public const string ChangePassword = "change-password";
    public const string SecondFactor = "second-factor";
    public const string MakePasskey = "make-passkey";
    public const string RenamePasskey = "rename-passkey";
    public const string RemovePasskey = "remove-passkey";
    public const string UseKey = "use-key";
    public const string Visit = "visit";
    public const string Export = "export";
    public const string Settings = "settings";

    /// <summary>All of them.</summary>
    public static readonly string[] All = [SignIn, SignOut, SetUp, ChangePassword, SecondFactor, MakePasskey, RenamePasskey, RemovePasskey, UseKey, Visit, Export, Settings];
}
