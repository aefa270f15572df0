using System.Globalization;

namespace Lamost.Vo.Benchmarks.Survey;

/// <summary>Requests to a TAP service.</summary>
static class Tap
{
    /// <summary>The name of a table that comes with a query, without TAP_UPLOAD.</summary>
    public const string Upload = "up";

    /// <summary>The form of a query.</summary>
    public static FormUrlEncodedContent Form(string query, string format, long maxRows) => new(Fields(query, format, maxRows));

    /// <summary>The form of a query that comes with a table, <c>TAP_UPLOAD.</c><see cref="Upload"/>.</summary>
    public static MultipartFormDataContent Form(string query, string format, long maxRows, byte[] table)
    {
        var form = new MultipartFormDataContent();
        foreach (var (name, value) in Fields(query, format, maxRows)) form.Add(new StringContent(value), name);
        form.Add(new StringContent($"{Upload},param:table"), "UPLOAD");
        var file = new ByteArrayContent(table);
        file.Headers.ContentType = new("application/x-votable+xml");
        form.Add(file, "table", "table.vot");
        return form;
    }

    /// <summary>Posts a form to <c>sync</c> and reads the answer, following the redirects of a query that takes long.</summary>
    /// <exception cref="InvalidOperationException">The service refuses it.</exception>
    public static async Task<string> PostAsync(HttpClient http, string tap, HttpContent form, CancellationToken cancel)
    {
        using (form)
        {
            using var response = await http.PostAsync(new Uri($"{tap}/sync"), form, cancel);
            var answer = await response.Content.ReadAsStringAsync(cancel);
            return response.IsSuccessStatusCode ? answer : throw new InvalidOperationException($"{tap}/sync answered {(int)response.StatusCode}: {answer[..Math.Min(2000, answer.Length)]}");
        }
    }

    // FORMAT is what services of TAP 1.0 understand.
    static List<KeyValuePair<string, string>> Fields(string query, string format, long maxRows) =>
        [new("REQUEST", "doQuery"), new("LANG", "ADQL"), new("QUERY", query), new("RESPONSEFORMAT", format), new("FORMAT", format), new("MAXREC", maxRows.ToString(CultureInfo.InvariantCulture))];
}
