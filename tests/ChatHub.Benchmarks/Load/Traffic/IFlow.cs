namespace ChatHub.Benchmarks.Load.Traffic;

/// <summary>Decides when lines are sent.</summary>
internal interface IFlow
{
    /// <summary>Sends what is due.</summary>
    /// <returns>How long nothing will be due, unless lines arrive.</returns>
    TimeSpan Feed(long now);
}
