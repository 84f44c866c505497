namespace ChatHub.Server.Operators.Kept;

/// <summary>What the dashboard keeps for one account.</summary>
internal sealed class KeptForOperator
{
    /// <summary>The account.</summary>
    public required string AccountId { get; init; }

    /// <summary>Names and values, as a JSON object. See <see cref="OperatorKeeping"/> for its bounds.</summary>
    public required string Values { get; set; }
}
