using Lamost.Vo.Archive.Queries;
using Lamost.Vo.Archive.Spectra;
using Lamost.Vo.Server.Http;
using Lamost.Vo.Server.Spectra;
using Lamost.Vo.Tables;

namespace Lamost.Vo.Server.Ssa;

/// <summary>What stands before the rows of an SSA answer, and after them.</summary>
static class SsaHeader
{
    /// <summary>The INFO that says which protocol this is (SSA 1.1, 4.2.1).</summary>
    public static TableInfo Protocol { get; } = new("SERVICE_PROTOCOL", "1.1", "SSAP");

    /// <summary>The header of an answer.</summary>
    /// <param name="request">What was asked.</param>
    /// <param name="options">Who publishes.</param>
    /// <param name="root">The address of the service.</param>
    /// <param name="feeds">Of what; for the services that go on from here.</param>
    public static TableHeader Of(SsaRequest request, ServiceOptions options, string root, IReadOnlyList<SpectrumFeed> feeds)
    {
        var columns = SsaStatement.Columns(request.Query.Product).ToList();
        if (request.Query.Circle is not null)
            columns.Add(new TableColumn("distance", CellType.Double) { Unit = "deg", Ucd = "pos.angDistance", Description = "Angle between the fiber and the position that was asked for." });
        var simulated = feeds.Any(f => f.Simulated);
        return new TableHeader(columns)
        {
            Name = "ssa",
            Description = "Spectra that fit the query, one row each.",
            CoordinateSystems = [OutputColumns.Icrs],
            Infos = [Protocol, .. simulated ? [DataStatus.Simulated] : (TableInfo[])[], .. DataOrigin.Of(options.Settings, [])],
            Parameters = Parameters(options, simulated),
            Inputs = request.IsMetadata ? SsaInputs.All : [],
            Services = SpectrumServices.For(root, SsaStatement.PublisherDid, null, feeds),
        };
    }

    // What is the same for all rows (SSA 1.1, appendix A).
    static IReadOnlyList<TableParameter> Parameters(ServiceOptions options, bool simulated) =>
    [
        Text("ssa_datamodel", "Dataset.DataModel", null, "Spectrum-1.0", "The data model of the spectra."),
        Text("ssa_dstype", "Dataset.Type", null, "Spectrum", "Kind of the data sets."),
        Text("ssa_timeSI", "Dataset.TimeSI", null, "86400 T", "Dimension of times."),
        Text("ssa_spectralSI", "Dataset.SpectralSI", null, "1E-10 L", "Dimension of the spectral axis."),
        Text("ssa_source", "DataID.DataSource", null, simulated ? "artificial" : "survey", "Where the data is from."),
        Text("ssa_creationtype", "DataID.CreationType", null, "archival", "How the data sets were made."),
        Text("ssa_bandpass", "DataID.Bandpass", "instr.bandpass", "Optical", "Part of the spectrum."),
        Text("ssa_publisher", "Curation.Publisher", "meta.curation", options.Publisher, "Who publishes."),
        Text("ssa_publisherID", "Curation.PublisherID", "meta.ref.ivoid;meta.curation", $"ivo://{options.Authority}", "Identifier of the publisher."),
        Text("ssa_rights", "Curation.Rights", null, "public", "Who may have the data."),
        Text("ssa_csysName", "CoordSys.SpaceFrame.Name", null, "ICRS", "Frame of positions."),
        Text("ssa_timeframe", "CoordSys.TimeFrame.Name", "time.scale", "UTC", "Scale of times."),
        Text("ssa_specframe", "CoordSys.SpectralFrame.RefPos", null, "HELIOCENTER", "Where wavelengths are as seen from."),
        Text("ssa_speccalib", "Char.SpectralAxis.Calibration", "meta.code.qual", "ABSOLUTE", "Calibration of wavelengths."),
        Text("ssa_spatialcalib", "Char.SpatialAxis.Calibration", "meta.code.qual", "ABSOLUTE", "Calibration of positions."),
        Text("ssa_fluxunit", "Char.FluxAxis.Unit", "meta.unit", "", "Unit of the flux: none, it is relative."),
        Number("ssa_statError", "Char.SpatialAxis.Accuracy.StatError", "stat.error;pos.eq", "deg", 0.1 / 3600, "Error of positions."),
        Number("ssa_spaceRes", "Char.SpatialAxis.Resolution", "pos.angResolution", "deg", 3.3 / 3600, "Spatial resolution: the diameter of the fiber."),
    ];

    static TableParameter Text(string name, string utype, string? ucd, string value, string description) =>
        new(name, CellType.Text, value) { Utype = $"ssa:{utype}", Ucd = ucd, Description = description };

    static TableParameter Number(string name, string utype, string ucd, string unit, double value, string description) =>
        new(name, CellType.Double, value.ToString("R", System.Globalization.CultureInfo.InvariantCulture)) { Utype = $"ssa:{utype}", Ucd = ucd, Unit = unit, Description = description };
}
