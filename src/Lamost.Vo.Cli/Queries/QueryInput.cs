using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;

namespace Lamost.Vo.Cli;

/// <summary>A query to check.</summary>
/// <param name="Id">As the input gives it, else the name of the file.</param>
/// <param name="Text">The query; null for a line that is none.</param>
/// <param name="Fault">Why the line is none; null when it is.</param>
sealed record QueryInput(string Id, string? Text, string? Fault = null)
{
    /// <summary>Reads files of one query each; a file that begins with a brace is lines of JSON. <c>-</c> is standard input.</summary>
    /// <exception cref="IOException">A file cannot be read.</exception>
    public static async IAsyncEnumerable<QueryInput> ReadAsync(IReadOnlyList<string> files, [EnumeratorCancellation] CancellationToken cancel)
    {
        foreach (var file in files)
        {
            var name = file == "-" ? "standard input" : file;
            using var reader = new StreamReader(file == "-" ? Console.OpenStandardInput() : File.OpenRead(file), Encoding.UTF8);
            if (reader.Peek() != '{')
            {
                yield return new QueryInput(name, await reader.ReadToEndAsync(cancel));
                continue;
            }
            for (var line = 1; await reader.ReadLineAsync(cancel) is { } text; line++)
                if (!string.IsNullOrWhiteSpace(text)) yield return OfJson(text, $"{name}, line {line}");
        }
    }

    static QueryInput OfJson(string line, string place)
    {
        try
        {
            using var document = JsonDocument.Parse(line);
            if (document.RootElement.ValueKind != JsonValueKind.Object || !document.RootElement.TryGetProperty("query", out var query) || query.ValueKind != JsonValueKind.String)
                return new QueryInput(place, null, "The line has no text under \"query\"; write {\"id\": \"1\", \"query\": \"SELECT ...\"}.");
            var id = document.RootElement.TryGetProperty("id", out var given) ? given.ValueKind == JsonValueKind.String ? given.GetString()! : given.GetRawText() : place;
            return new QueryInput(id, query.GetString());
        }
        catch (JsonException e)
        {
            return new QueryInput(place, null, $"The line is not JSON: {e.Message}");
        }
        catch (InvalidOperationException)
        {
            // Half a surrogate pair, which no text can hold.
            return new QueryInput(place, null, "The query is not valid Unicode.");
        }
    }
}
