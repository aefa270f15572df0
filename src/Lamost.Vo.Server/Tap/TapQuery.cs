using System.Globalization;
using Lamost.Vo.Adql.Binding;
using Lamost.Vo.Adql.Diagnostics;
using Lamost.Vo.Adql.Sql;
using Lamost.Vo.Archive.Metadata;
using Lamost.Vo.Archive.Queries;
using Lamost.Vo.Archive.Settings;
using Lamost.Vo.Server.Http;
using Lamost.Vo.Server.Spectra;
using Lamost.Vo.Tables;

namespace Lamost.Vo.Server.Tap;

/// <summary>A request whose query has been translated: what /sync and a job do alike.</summary>
/// <param name="Request">The request.</param>
/// <param name="Translation">Its query in SQL.</param>
/// <param name="Header">What its answer says before the rows.</param>
/// <param name="OverflowHint">What it says when MAXREC or the limit cuts it.</param>
public sealed record TapQuery(TapRequest Request, Translation Translation, TableHeader Header, string OverflowHint)
{
    /// <summary>Translates.</summary>
    /// <param name="request">The request.</param>
    /// <param name="published">What is published.</param>
    /// <param name="catalog">What its query may name: that, with the tables that it brings.</param>
    /// <param name="notes">What happened to these tables, for their author.</param>
    /// <param name="language">The language of warnings.</param>
    /// <param name="root">The address of the service, for those that go on from its answer.</param>
    /// <param name="limits">The limits.</param>
    /// <param name="settings">Who publishes, for the answer to say so; null where nobody gets it.</param>
    /// <exception cref="AdqlException">The query is refused.</exception>
    public static TapQuery Prepare(
        TapRequest request, PublishedCatalog published, Catalog catalog, IReadOnlyList<string> notes, Language language, string root, ServiceLimits limits, InstallationSettings? settings = null)
    {
        var translation = AdqlTranslator.Translate(request.Query, catalog, new TranslationOptions { MaxRows = request.MaxRows, MaxRangesPerRegion = limits.RangesPerRegion });
        var infos = new List<TableInfo>
        {
            new("QUERY", request.Query),
            new("standardID", "ivo://ivoa.net/std/TAP"),
            new("server_software", ServiceVersion.Product),
            new("request_date", DateTime.UtcNow.ToString("yyyy-MM-dd'T'HH:mm:ss", CultureInfo.InvariantCulture)),
        };
        if (settings is not null) infos.AddRange(DataOrigin.Of(settings, translation.Tables));
        if (request.RunId is { } runId) infos.Add(new TableInfo("RUNID", runId));
        if (translation.Tables.Any(t => t.Simulated)) infos.Add(DataStatus.Simulated);
        infos.AddRange(notes.Select(n => new TableInfo("warning", n)));
        infos.AddRange(translation.Warnings.Select(w => new TableInfo("warning", w.MessageWithPlace(language), w.Hint?.In(language))));
        return new TapQuery(request, translation, SpectrumColumns.Describe(OutputColumns.Header(translation.Columns) with { Infos = infos }, translation.Columns.Select(c => c.Origin), published, root),
            $"The answer was cut after {request.MaxRows} rows. For more, raise MAXREC (at most {limits.MaxRows}), or divide the query, e.g. by a range of obsid.");
    }
}
