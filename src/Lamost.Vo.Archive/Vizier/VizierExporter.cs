using System.Diagnostics;
using System.IO.Pipelines;
using System.Text;
using Lamost.Vo.Adql;
using Lamost.Vo.Adql.Binding;
using Lamost.Vo.Adql.Sql;
using Lamost.Vo.Archive.Database;
using Lamost.Vo.Archive.Errors;
using Lamost.Vo.Archive.Metadata;
using Lamost.Vo.Archive.Queries;
using Lamost.Vo.Archive.Releases;
using Lamost.Vo.Tables;
using Lamost.Vo.Tables.Vizier;
using Npgsql;

namespace Lamost.Vo.Archive.Vizier;

/// <summary>
/// Writes tables of a release as VizieR takes them: a file of aligned columns each, and a ReadMe that describes them (CDS, Standards for Astronomical Catalogues 2.0). The rows
/// are read twice, on one snapshot of all tables: a first pass finds how wide each column has to be to lose nothing, a second writes. Nothing is held but buffers.
/// (docs/howto/export-to-vizier.md)
/// </summary>
public static class VizierExporter
{
    /// <summary>The name of the ReadMe.</summary>
    public const string ReadMe = "ReadMe";

    const int FlushBytes = 256 << 10;

    /// <summary>Writes the files; either all of them are there afterwards, or none.</summary>
    /// <param name="database">Where the tables are.</param>
    /// <param name="release">The release.</param>
    /// <param name="options">Which of its tables, and where to.</param>
    /// <param name="progress">Told of rows as they are read; null for nobody.</param>
    /// <param name="cancel">Breaks it off.</param>
    /// <exception cref="VoException">LVO-EXPORT-7001 to 7005.</exception>
    /// <exception cref="IOException">A file cannot be written.</exception>
    /// <exception cref="OperationCanceledException">It was broken off.</exception>
    public static async Task<VizierReport> WriteAsync(ArchiveDatabase database, ReleaseDefinition release, VizierOptions options, IProgress<VizierProgress>? progress, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(database);
        ArgumentNullException.ThrowIfNull(release);
        ArgumentNullException.ThrowIfNull(options);
        try
        {
            await using var session = await TableSession.OpenAsync(database, c => Choose(c, release, options.Tables), options.LockSeconds, cancel).ConfigureAwait(false);
            return await WriteAsync(session, release, options, progress, cancel).ConfigureAwait(false);
        }
        catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.LockNotAvailable)
        {
            throw VizierErrors.Busy(e);
        }
        catch (NpgsqlException e)
        {
            cancel.ThrowIfCancellationRequested();
            throw VizierErrors.Database(e);
        }
    }

    // In the order of the release.
    static List<CatalogTable> Choose(PublishedCatalog published, ReleaseDefinition release, IReadOnlyList<string> names)
    {
        var loaded = published.Catalog.Tables.Where(t => t.Schema == release.Name && release.Find(t.Name) is not null).ToList();
        foreach (var name in names)
            if (!loaded.Any(t => Is(t, name))) throw VizierErrors.NotLoaded($"{release.Name}.{name}", [.. loaded.Select(t => t.Name)]);
        if (loaded.Count == 0) throw VizierErrors.NotLoaded($"The release {release.Name}", []);
        return [.. release.Tables.SelectMany(d => loaded.Where(t => Is(t, d.Name))).Where(t => names.Count == 0 || names.Any(n => Is(t, n)))];

        static bool Is(CatalogTable table, string name) => string.Equals(table.Name, name, StringComparison.OrdinalIgnoreCase);
    }

    static async Task<VizierReport> WriteAsync(TableSession session, ReleaseDefinition release, VizierOptions options, IProgress<VizierProgress>? progress, CancellationToken cancel)
    {
        var names = VizierDescription.FileNames(session.Tables.Select(t => t.Name));
        // An earlier export may have had more tables: their files would be taken for part of this one.
        using var directory = OutputDirectory.Open(options.Directory, [.. names, ReadMe]);
        var (files, reports) = (new List<VizierFile>(), new List<VizierFileReport>());
        foreach (var (table, name) in session.Tables.Zip(names))
        {
            var translation = AdqlTranslator.Translate($"SELECT * FROM {AdqlLanguage.Written(table.Schema, table.Name)}", session.Catalog.Catalog, new TranslationOptions());
            var header = OutputColumns.Header(translation.Columns);
            var meter = new VizierMeter();
            var (rows, measuring) = await PassAsync(session, translation.Sql, header, meter, Stream.Null, Told(table, false), cancel).ConfigureAwait(false);
            var measures = meter.Measures;
            if (measures.FirstOrDefault(m => m.Infinite > 0) is { } bad) throw VizierErrors.Infinite($"{table.Schema}.{table.Name}", bad.Name, bad.Infinite);
            var file = VizierDescription.File(name, rows, table, release.Find(table.Name)!, measures);
            await using var output = directory.Create(name);
            var (written, writing) = await PassAsync(session, translation.Sql, header, new VizierWriter(file.Columns), output, Told(table, true), cancel).ConfigureAwait(false);
            if (written != rows) throw new InvalidOperationException($"{rows} rows of {table.Name} were measured, and {written} written.");
            files.Add(file);
            reports.Add(new($"{table.Schema}.{table.Name}", name, rows, file.RecordLength, measuring, writing, measures.Where(m => m.Escaped > 0).ToDictionary(m => m.Name, m => m.Escaped)));
        }
        await using (var readMe = directory.Create(ReadMe))
            await readMe.WriteAsync(Encoding.ASCII.GetBytes(VizierReadMe.Write(VizierDescription.Catalogue(release, session.Tables, session.Catalog, files, options))), cancel).ConfigureAwait(false);
        directory.Keep();
        return new VizierReport(options.Directory, reports, VizierDescription.Open(release.Vizier));

        Action<long, TimeSpan> Told(CatalogTable table, bool writing) => (rows, elapsed) =>
            progress?.Report(new VizierProgress($"{table.Schema}.{table.Name}", writing, rows, table.RowCount, elapsed));
    }

    static async Task<(long Rows, TimeSpan Elapsed)> PassAsync(
        TableSession session, string sql, TableHeader header, ITableWriter writer, Stream to, Action<long, TimeSpan> told, CancellationToken cancel)
    {
        var watch = Stopwatch.StartNew();
        var output = PipeWriter.Create(to, new StreamPipeWriterOptions(minimumBufferSize: FlushBytes, leaveOpen: true));
        writer.Begin(output, header);
        var rows = 0L;
        await using (var source = await session.ReadAsync(sql, cancel).ConfigureAwait(false))
        {
            await using var stop = cancel.UnsafeRegister(static s => ((TupleCursor)s!).Cancel(), source);
            while (await source.WaitAsync().ConfigureAwait(false))
            {
                rows += Encode(source, writer, output);
                if (output.UnflushedBytes >= FlushBytes) await output.FlushAsync(cancel).ConfigureAwait(false);
                told(rows, watch.Elapsed);
            }
        }
        writer.End(output, TableEnding.Complete);
        await output.FlushAsync(cancel).ConfigureAwait(false);
        await output.CompleteAsync().ConfigureAwait(false);
        return (rows, watch.Elapsed);
    }

    static long Encode(TupleCursor source, ITableWriter writer, PipeWriter output)
    {
        var rows = 0L;
        while (source.TryRow(out var row))
        {
            writer.Row(output, row);
            rows++;
        }
        return rows;
    }
}
