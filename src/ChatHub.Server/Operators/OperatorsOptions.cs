namespace ChatHub.Server.Operators;

/// <summary>Whether operators have to sign in.</summary>
public enum SignInRule : byte
{
    /// <summary>Yes.</summary>
    Required,

    /// <summary>No: everyone at this machine is administrator. Only where the dashboard is served on loopback alone.</summary>
    Off,
}

/// <summary>Settings under <c>ChatHub:Operators</c>.</summary>
public sealed class OperatorsOptions
{
    /// <summary>Whether operators have to sign in. Default <see cref="SignInRule.Required"/>.</summary>
    public SignInRule SignIn { get; set; } = SignInRule.Required;
}
