using System.Data;
using Lamost.Vo.Archive.Database;
using Lamost.Vo.Archive.Releases;
using Lamost.Vo.Spectra;
using Npgsql;

namespace Lamost.Vo.Archive.Spectra;

/// <summary>Finds files of spectra, as a stream.</summary>
static class SpectrumScan
{
    static readonly EnumerationOptions Deep = new() { RecurseSubdirectories = true, IgnoreInaccessible = false, AttributesToSkip = FileAttributes.None, MaxRecursionDepth = 32 };

    /// <summary>All files below some directories that have a name of LAMOST's, of one resolution; symbolic links to directories are not followed.</summary>
    public static IEnumerable<string> Below(IReadOnlyList<string> directories, bool isMedium) => directories
        .SelectMany(d => Directory.EnumerateFiles(d, isMedium ? "med-*" : "spec-*", Deep))
        .Where(p => SpectrumFileName.TryParse(Path.GetFileName(p.AsSpan()), out var name) && name.IsMedium == isMedium);

    /// <summary>The files of the rows of a catalogue that are where a template says; of several rows with one file, once if they follow one another.</summary>
    /// <param name="source">Sessions of the owner.</param>
    /// <param name="release">The release.</param>
    /// <param name="table">The catalogue.</param>
    /// <param name="template">Relative to each directory.</param>
    /// <param name="directories">Absolute.</param>
    public static IEnumerable<string> ByTemplate(NpgsqlDataSource source, string release, TableDefinition table, PathTemplate template, IReadOnlyList<string> directories)
    {
        using var connection = source.OpenConnection();
        using var command = connection.CreateCommand();
        command.CommandTimeout = 0;
        command.CommandText = $"SELECT {string.Join(", ", template.Columns.Select(SqlNames.Quote))} FROM {SqlNames.Quote(release, table.Name)} ORDER BY {SqlNames.Quote(table.Spectra!.Observation)}";
        using var reader = command.ExecuteReader(CommandBehavior.SequentialAccess);
        var values = new object?[template.Columns.Count];
        string? last = null;
        while (reader.Read())
        {
            reader.GetValues(values!);
            if (template.Fill(values) is not { } relative || relative == last) continue;
            last = relative;
            foreach (var directory in directories)
            {
                // A name in a catalogue leads nowhere else.
                var path = Path.GetFullPath(Path.Combine(directory, relative));
                if (path.StartsWith(directory + Path.DirectorySeparatorChar, StringComparison.Ordinal) && File.Exists(path)) yield return path;
            }
        }
    }
}
