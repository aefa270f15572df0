using System.Text.Encodings.Web;
using System.Text.Json;
using Lamost.Vo.Adql.Diagnostics;

namespace Lamost.Vo.Cli;

/// <summary>Tells a program: one JSON object a query, each on a line of its own, sent as soon as it is known.</summary>
sealed class JsonQueryReport(Stream output, Language language, bool withSql) : IQueryReport
{
    // Not for a page of HTML: Chinese stays readable.
    static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <inheritdoc/>
    public void Write(QueryResult result)
    {
        using (var json = new Utf8JsonWriter(output, Options))
        {
            json.WriteStartObject();
            json.WriteString("id", result.Input.Id);
            json.WriteBoolean("ok", result.Ok);
            if (result.Input.Fault is { } fault) json.WriteString("fault", fault);
            json.WriteStartArray("diagnostics");
            foreach (var diagnostic in result.Diagnostics) Write(json, diagnostic);
            json.WriteEndArray();
            if (withSql && result.Sql is { } sql) json.WriteString("sql", sql);
            json.WriteEndObject();
        }
        output.WriteByte((byte)'\n');
        output.Flush();
    }

    void Write(Utf8JsonWriter json, AdqlDiagnostic diagnostic)
    {
        json.WriteStartObject();
        json.WriteString("severity", diagnostic.Severity == Severity.Error ? "error" : "warning");
        json.WriteString("code", diagnostic.Code);
        json.WriteString("message", diagnostic.Message.In(language));
        if (diagnostic.Hint is { } hint) json.WriteString("hint", hint.In(language));
        if (diagnostic.Line > 0)
        {
            json.WriteNumber("line", diagnostic.Line);
            json.WriteNumber("column", diagnostic.Column);
            json.WriteNumber("start", diagnostic.Span.Start);
            json.WriteNumber("length", diagnostic.Span.Length);
            json.WriteString("excerpt", diagnostic.Excerpt);
        }
        json.WriteEndObject();
    }
}
