namespace ChatHub.Benchmarks.Load.Reporting;

/// <summary>One figure of a report.</summary>
/// <param name="Key">Its name in JSON.</param>
/// <param name="Label">Its name in the table.</param>
/// <param name="Value">The value; null: not known.</param>
/// <param name="Unit">What it is counted in.</param>
/// <param name="Decimals">Decimals in the table.</param>
internal sealed record Figure(string Key, string Label, double? Value, string Unit, int Decimals = 0);
