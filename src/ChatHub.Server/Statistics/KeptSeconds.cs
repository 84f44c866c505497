namespace ChatHub.Server.Statistics;

/// <summary>The seconds before a start, which the file has in intervals of ten: each is spread evenly, so that the chart of the last minutes goes on where it was.</summary>
internal static class KeptSeconds
{
    /// <summary>Length of the intervals that are spread, in seconds.</summary>
    public const int Step = 10;

    /// <summary>How far back they are needed, in seconds.</summary>
    public const int Reach = 900;

    /// <summary>Spreads an interval over the seconds that it knows of. Counts stay whole, and their sum the same.</summary>
    /// <param name="kept">The interval.</param>
    /// <param name="seconds">The ring of seconds.</param>
    public static void Spread(SavedRow kept, SampleRing seconds)
    {
        var known = kept.Values[(int)Figure.Seconds];
        var parts = float.IsNaN(known) ? Step : (int)Math.Clamp(MathF.Round(known), 1, Step);
        var part = new float[kept.Values.Length];
        for (var second = 0; second < parts; second++)
        {
            for (var place = 0; place < part.Length; place++)
            {
                var value = kept.Values[place];
                part[place] = place == (int)Figure.Seconds ? known / parts : Figures.IsCounter(place) ? Share(value, second, parts) : value;
            }

            seconds.Add(kept.Start + second, part, unsaved: false);
        }
    }

    /// <summary>Times, which are no whole numbers, are shared equally.</summary>
    private static float Share(float value, int second, int parts) => value % 1 == 0 ? Upto(value, second + 1, parts) - Upto(value, second, parts) : value / parts;

    private static float Upto(float count, int part, int parts) => (float)Math.Floor((double)count * part / parts);
}
