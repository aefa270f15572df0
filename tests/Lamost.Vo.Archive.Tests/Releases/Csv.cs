using System.Text;

namespace Lamost.Vo.Archive.Tests.Releases;

/// <summary>Reads a small CSV file as RFC 4180 has it.</summary>
static class Csv
{
    public static List<List<string>> Read(string path)
    {
        var text = File.ReadAllText(path, Encoding.UTF8).TrimStart('\ufeff');
        var rows = new List<List<string>> { new() };
        var cell = new StringBuilder();
        var quoted = false;
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (quoted && c == '"' && i + 1 < text.Length && text[i + 1] == '"') { cell.Append('"'); i++; }
            else if (c == '"') quoted = !quoted;
            else if (quoted) cell.Append(c);
            else if (c is ',' or '\n')
            {
                rows[^1].Add(cell.ToString());
                cell.Clear();
                if (c == '\n') rows.Add([]);
            }
            else if (c != '\r') cell.Append(c);
        }
        if (cell.Length > 0 || rows[^1].Count > 0) rows[^1].Add(cell.ToString());
        if (rows[^1].Count == 0) rows.RemoveAt(rows.Count - 1);
        return rows;
    }
}
