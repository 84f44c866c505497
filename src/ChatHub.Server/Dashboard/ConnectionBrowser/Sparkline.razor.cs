using System.Globalization;
using System.Text;
using ChatHub.Server.Dashboard.Texts;
using Microsoft.AspNetCore.Components;

namespace ChatHub.Server.Dashboard.ConnectionBrowser;

/// <summary>A small curve of the last minute, the newest to the right; its words say now and most.</summary>
public sealed partial class Sparkline
{
    private const int Width = 118;
    private const int Height = 32;

    private double[] _points = [];
    private string _curve = "";
    private string _area = "";

    /// <summary>What it shows.</summary>
    [Parameter, EditorRequired]
    public string Name { get; set; } = "";

    /// <summary>What stands after a figure.</summary>
    [Parameter]
    public string Unit { get; set; } = "";

    /// <summary>The figures, one a second, the newest last; at most a minute.</summary>
    [Parameter, EditorRequired]
    public IEnumerable<double> Points { get; set; } = [];

    /// <summary>Writes a figure.</summary>
    [Parameter, EditorRequired]
    public Func<double, string> Text { get; set; } = default!;

    /// <summary>The texts in the viewer's language.</summary>
    [CascadingParameter]
    public UiTexts Texts { get; set; } = TextCatalog.All[0];

    private string Now => _points is [.., var last] ? Text(last) : "–";

    private string Most => _points.Length > 0 ? Text(_points.Max()) : "–";

    /// <inheritdoc/>
    protected override void OnParametersSet()
    {
        _points = [.. Points];
        if (_points.Length < 2)
        {
            _curve = _area = "";
            return;
        }

        const double Step = (double)Width / (ConnectionPane.Seconds - 1);
        var most = Math.Max(_points.Max(), 1e-9);
        var start = Width - ((_points.Length - 1) * Step);
        var path = new StringBuilder();
        for (var i = 0; i < _points.Length; i++)
        {
            path.Append(CultureInfo.InvariantCulture, $"{(i == 0 ? 'M' : 'L')}{start + (i * Step):0.#} {Height - 1 - (_points[i] / most * (Height - 3)):0.#}");
        }

        _curve = path.ToString();
        _area = string.Create(CultureInfo.InvariantCulture, $"{_curve}L{Width} {Height}L{start:0.#} {Height}Z");
    }
}
