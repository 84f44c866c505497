namespace ChatHub.Server.Storage.MessageLog.Export;

/// <summary>The formats of an export.</summary>
internal static class ExportFormats
{
    private static readonly (string Name, Func<IExportFormat> Make)[] s_all = [("csv", () => new CsvExport()), ("jsonl", () => new JsonLinesExport()), ("txt", () => new TextExport())];

    /// <summary>Their names.</summary>
    public static IEnumerable<string> Names => s_all.Select(format => format.Name);

    /// <summary>A format by its name; null when there is none.</summary>
    public static IExportFormat? Make(string? name) => Array.Find(s_all, format => format.Name.Equals(name, StringComparison.OrdinalIgnoreCase)).Make?.Invoke();
}
