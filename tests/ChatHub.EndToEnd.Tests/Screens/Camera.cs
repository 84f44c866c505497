using System.Text;
using ChatHub.EndToEnd.Tests.Dashboard;
using ChatHub.EndToEnd.Tests.Server;
using Microsoft.Playwright;

namespace ChatHub.EndToEnd.Tests.Screens;

/// <summary>Takes pictures as small WebP files, and writes the list of them.</summary>
internal sealed class Camera
{
    private readonly string _folder = Environment.GetEnvironmentVariable("CHATHUB_PICTURES") is { Length: > 0 } given ? Path.GetFullPath(given) : Path.Combine(Repository.Root, "docs", "screens");

    private IPage? _desk;

    /// <summary>The sizes of the screens, and the languages.</summary>
    public static IReadOnlyList<(string Size, int Width, int Height, string Language, string Locale)> Kinds { get; } =
    [
        ("desktop", 1440, 900, "en", "en-US"), ("desktop", 1440, 900, "zh", "zh-CN"), ("phone", 390, 844, "en", "en-US"), ("phone", 390, 844, "zh", "zh-CN"),
    ];

    /// <summary>A page as it stands, light and dark.</summary>
    /// <param name="page">The page.</param>
    /// <param name="name">What it is called.</param>
    /// <param name="kind">Size and language, as in the names of files: <c>phone</c>, <c>zh</c>.</param>
    public async Task TakeAsync(PageScreen page, string name, (string Size, string Language) kind)
    {
        foreach (var (scheme, theme) in new[] { (ColorScheme.Light, "light"), (ColorScheme.Dark, "dark") })
        {
            await page.Page.EmulateMediaAsync(new() { ColorScheme = scheme });
            await Pause.ForAsync(0.25); // the server is told, and draws what it draws by theme
            _desk ??= await page.Page.Context.Browser!.NewPageAsync();
            var bytes = await SmallPicture.TakeAsync(page.Page, _desk);
            Directory.CreateDirectory(_folder);
            await File.WriteAllBytesAsync(Path.Combine(_folder, $"{name}-{kind.Size}-{theme}-{kind.Language}.webp"), bytes);
        }

        await page.Page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Light });
    }

    /// <summary>Writes the list.</summary>
    /// <param name="shots">What there is, with what it is called.</param>
    public async Task ListAsync(IEnumerable<(string Name, string Title)> shots)
    {
        var list = new StringBuilder(
            """
            # The screens

            Each page on a desktop (1440 × 900) and a phone (390 × 844), light and dark, in English and Chinese, of a server with some thirty clients. They are made anew by
            `tests/ChatHub.EndToEnd.Tests -explicit only -method '*ScreenPictures*'`.

            | | Desktop, English | Desktop, 中文 | Phone, English | Phone, 中文 |
            |---|---|---|---|---|

            """);
        foreach (var (name, title) in shots)
        {
            list.Append("| ").Append(title);
            foreach (var kind in Kinds)
            {
                var (light, dark) = kind.Language == "zh" ? ("浅色", "深色") : ("light", "dark");
                var place = $"{name}-{kind.Size}";
                list.Append(" | ").Append(string.Concat("[", light, "](", place, "-light-", kind.Language, ".webp) · [", dark, "](", place, "-dark-", kind.Language, ".webp)"));
            }

            list.Append(" |\n");
        }

        list.Append("\nA few of them:\n\n![The console](console-desktop-light-en.webp)\n\n![连接，深色](connections-pane-desktop-dark-zh.webp)\n");
        await File.WriteAllTextAsync(Path.Combine(_folder, "README.md"), list.ToString());
    }
}
