using System.Text.Json;
using Deque.AxeCore.Commons;
using Microsoft.Playwright;

namespace ChatHub.EndToEnd.Tests.Browser;

/// <summary>What axe finds on a page.</summary>
internal static class Axe
{
    private static readonly string s_script = new BundledAxeScriptProvider().GetScript();

    /// <summary>What is serious or critical, a line each.</summary>
    /// <param name="page">The page as it is.</param>
    /// <param name="where">What it is called in the lines.</param>
    public static async Task<IEnumerable<string>> LookAsync(IPage page, string where)
    {
        await page.EvaluateAsync(s_script);
        var violations = await page.EvaluateAsync<JsonElement>(
            "async () => (await axe.run(document, { resultTypes: ['violations'] })).violations.filter(one => one.impact === 'serious' || one.impact === 'critical')" +
            ".map(one => `${one.id} (${one.impact}): ${one.nodes.slice(0, 3).map(node => node.html.slice(0, 160) + ' ' + (node.any[0]?.message ?? node.all[0]?.message ?? node.none[0]?.message ?? '')).join(' | ')}`)");
        return violations.EnumerateArray().Select(one => $"{where}: {one.GetString()}").ToArray();
    }
}
