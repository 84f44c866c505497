using System.Globalization;
using System.Text.Json;
using ChatHub.Benchmarks.Load.Lines;

namespace ChatHub.Benchmarks.Load.Reporting;

/// <summary>What a run measured, and whether it was in order.</summary>
internal sealed class LoadReport(string mode, Tally tally)
{
    private readonly List<Figure> _figures = [];
    private readonly List<string> _notes = [];

    /// <summary>Whether lines were received and nothing was wrong.</summary>
    public bool Passed => tally.IsClean && Errors == 0;

    /// <summary>What else went wrong, beside the lines.</summary>
    public long Errors { get; set; }

    /// <summary>The figures, in order.</summary>
    public IReadOnlyList<Figure> Figures => _figures;

    /// <summary>Adds a figure.</summary>
    public void Add(string key, string label, double? value, string unit = "", int decimals = 0) => _figures.Add(new Figure(key, label, value, unit, decimals));

    /// <summary>Adds something that whoever reads the figures has to know.</summary>
    public void Note(string note) => _notes.Add(note);

    /// <summary>Adds what became of the lines. The last of the figures.</summary>
    public LoadReport WithTally()
    {
        Add("received", "received whole", tally.Received, "lines");
        Add("lost", "lost", tally.Lost);
        Add("doubled", "doubled", tally.Doubled);
        Add("reordered", "reordered", tally.Reordered);
        Add("damaged", "damaged", tally.Damaged);
        Add("disconnected", "disconnected", tally.Disconnected, "clients");
        return this;
    }

    /// <summary>The report for people.</summary>
    public IEnumerable<string> Table()
    {
        var label = _figures.Max(figure => figure.Label.Length);
        var value = _figures.Max(figure => Text(figure).Length);
        yield return $"load {mode}: {(Passed ? "every line arrived once, whole and in order" : "FAILED")}";
        foreach (var figure in _figures)
        {
            yield return $"  {figure.Label.PadRight(label)}  {Text(figure).PadLeft(value)} {figure.Unit}".TrimEnd();
        }

        foreach (var note in _notes)
        {
            yield return $"  note: {note}";
        }
    }

    /// <summary>The report for programs, on one line.</summary>
    public string Json()
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
        {
            json.WriteStartObject();
            json.WriteString("mode", mode);
            json.WriteBoolean("passed", Passed);
            foreach (var figure in _figures)
            {
                if (figure.Value is { } value && double.IsFinite(value))
                {
                    json.WriteNumber(figure.Key, Math.Round(value, 3));
                }
                else
                {
                    json.WriteNull(figure.Key);
                }
            }

            json.WriteStartArray("notes");
            foreach (var note in _notes)
            {
                json.WriteStringValue(note);
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        return System.Text.Encoding.UTF8.GetString(stream.ToArray());
    }

    private static string Text(Figure figure) =>
        figure.Value is { } value && double.IsFinite(value) ? value.ToString("N" + figure.Decimals, CultureInfo.InvariantCulture) : "-";
}
