using Lamost.Vo.Adql.Binding;
using Lamost.Vo.Archive.Metadata;
using Lamost.Vo.Tables;

namespace Lamost.Vo.Server.Spectra;

/// <summary>Finds the column of an answer that identifies spectra, by where it comes from, whatever it is called there, and describes the services that go on from it.</summary>
static class SpectrumColumns
{
    /// <summary>The XML ID of such a column.</summary>
    const string ColumnId = "spectrum_id";

    /// <summary>A header with the services where it has such a column.</summary>
    /// <param name="header">The header.</param>
    /// <param name="origins">Where its first columns come from; null for what is computed.</param>
    /// <param name="published">What is published.</param>
    /// <param name="root">The address of the service.</param>
    public static TableHeader Describe(TableHeader header, IEnumerable<ColumnOrigin?> origins, PublishedCatalog published, string root)
    {
        var i = -1;
        foreach (var known in origins)
        {
            i++;
            if (known is not { } origin || !Identifies(origin, published, out var release)) continue;
            var own = header.Columns.ToArray();
            own[i] = own[i] with { Id = ColumnId };
            return header with { Columns = own, Services = SpectrumServices.For(root, ColumnId, release, published.Feeds) };
        }
        return header;
    }

    // Whole identifiers, or keys of a catalogue of spectra, there or in a table that refers to it.
    static bool Identifies(ColumnOrigin origin, PublishedCatalog published, out string? release)
    {
        release = null;
        if (published.Feeds.Count == 0) return false;
        if (origin.Column.Name == "obs_publisher_did" && origin.Table.Schema is "ivoa" or "lamost") return true;
        foreach (var feed in published.Feeds.Where(f => f.Release == origin.Table.Schema))
        {
            release = feed.Release;
            if (origin.Table.Name == feed.Table && origin.Column.Name == feed.Definition.Key) return true;
            if (published.Keys.Any(k => k.From == origin.Table && k.Target.Schema == feed.Release && k.Target.Name == feed.Table
                && k.Columns is [var (from, target)] && from == origin.Column.Name && target == feed.Definition.Key)) return true;
        }
        return false;
    }
}
