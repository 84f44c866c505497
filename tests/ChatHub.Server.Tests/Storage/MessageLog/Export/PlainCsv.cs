using System.Text;

namespace ChatHub.Server.Tests.Storage.MessageLog.Export;

/// <summary>Reads CSV as RFC 4180 says it, character by character, and nothing else.</summary>
internal static class PlainCsv
{
    public static List<List<string>> Read(string text)
    {
        var rows = new List<List<string>> { new() };
        var cell = new StringBuilder();
        for (var at = 0; at < text.Length; at++)
        {
            if (text[at] == '"' && cell.Length == 0)
            {
                for (at++; text[at] != '"' || (at + 1 < text.Length && text[at + 1] == '"'); at++)
                {
                    at += text[at] == '"' ? 1 : 0;
                    cell.Append(text[at]);
                }
            }
            else if (text[at] == ',')
            {
                End();
            }
            else if (text[at] == '\r' && text[at + 1] == '\n')
            {
                at++;
                End();
                rows.Add([]);
            }
            else if (text[at] is '\r' or '\n' or '"')
            {
                throw new FormatException($"a bare {(int)text[at]} at {at}");
            }
            else
            {
                cell.Append(text[at]);
            }
        }

        return rows[^1].Count == 0 ? rows[..^1] : throw new FormatException("no line break at the end");

        void End()
        {
            rows[^1].Add(cell.ToString());
            cell.Clear();
        }
    }
}
