using System.Globalization;

namespace ChatHub.Server.Maintenance;

/// <summary>Says how far a long command is, once a second.</summary>
internal sealed class ProgressLines(TimeProvider time, TextWriter output)
{
    private static readonly TimeSpan s_pause = TimeSpan.FromSeconds(1);

    private long _said = time.GetTimestamp();

    /// <summary>Says how long it has taken, if it is time to: for what does not know how much there is.</summary>
    public void Show(string what, TimeSpan since)
    {
        if (time.GetElapsedTime(_said) >= s_pause)
        {
            _said = time.GetTimestamp();
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{what}: {since.TotalSeconds:0} s"));
        }
    }

    /// <summary>Says it, if it is time to.</summary>
    public void Show(string what, long done, long all)
    {
        if (time.GetElapsedTime(_said) >= s_pause)
        {
            _said = time.GetTimestamp();
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{what}: {(all == 0 ? 100 : 100 * done / all)} %"));
        }
    }
}
