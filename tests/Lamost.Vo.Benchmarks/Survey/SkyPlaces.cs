using System.Globalization;
using System.Text;

namespace Lamost.Vo.Benchmarks.Survey;

/// <summary>Random places of the footprint, the same in each run on the same data.</summary>
static class SkyPlaces
{
    /// <summary>A place, in degrees.</summary>
    public readonly record struct Place(double Ra, double Dec);

    /// <summary>The first so many of <see cref="PeerTables.Positions"/>.</summary>
    public static async Task<IReadOnlyList<Place>> ReadAsync(Bench bench, int count)
    {
        var places = new List<Place>();
        await using var command = bench.Database.Owner.CreateCommand($"SELECT ra, \"dec\" FROM {PeerTables.Positions} WHERE id <= {count} ORDER BY id");
        await using var reader = await command.ExecuteReaderAsync(bench.Cancel);
        while (await reader.ReadAsync(bench.Cancel)) places.Add(new Place(reader.GetDouble(0), reader.GetDouble(1)));
        return places.Count == count ? places : throw new InvalidOperationException($"{count} positions are needed, and the data are enough for {places.Count}; give more --rows.");
    }

    /// <summary>The parameters of a cone search.</summary>
    public static string Parameters(Place place, double radius) => string.Create(CultureInfo.InvariantCulture, $"RA={place.Ra:R}&DEC={place.Dec:R}&SR={radius:R}");

    /// <summary>A VOTable of places with their numbers, in TABLEDATA, which every service takes: columns id, ra, dec.</summary>
    public static byte[] ToVotable(IReadOnlyList<Place> places)
    {
        var text = new StringBuilder("""
            <?xml version="1.0" encoding="utf-8"?>
            <VOTABLE version="1.3" xmlns="http://www.ivoa.net/xml/VOTable/v1.3"><RESOURCE><TABLE>
            <FIELD name="id" datatype="int" ucd="meta.id;meta.main"/>
            <FIELD name="ra" datatype="double" unit="deg" ucd="pos.eq.ra;meta.main"/>
            <FIELD name="dec" datatype="double" unit="deg" ucd="pos.eq.dec;meta.main"/>
            <DATA><TABLEDATA>

            """);
        for (var i = 0; i < places.Count; i++)
            text.Append(CultureInfo.InvariantCulture, $"<TR><TD>{i + 1}</TD><TD>{places[i].Ra:R}</TD><TD>{places[i].Dec:R}</TD></TR>\n");
        return Encoding.UTF8.GetBytes(text.Append("</TABLEDATA></DATA></TABLE></RESOURCE></VOTABLE>\n").ToString());
    }
}
