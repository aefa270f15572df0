using System.Globalization;
using Lamost.Vo.Testing;
using Xunit;

namespace Lamost.Vo.Server.Tests.Ssa;

/// <summary>Every genuine spectrum is found, and is what the answer says that it is.</summary>
[Collection(SpectraTests.Name)]
public sealed class SsaGenuineTests(SpectraFixture service)
{
    [SampleFact]
    public async Task Without_parameters_every_spectrum_of_the_release_is_found_once()
    {
        var found = await service.SsaAsync("REQUEST=queryData");
        Assert.Equal("OK", found.Status);
        Assert.Equal(service.Genuine.Spectra.Select(s => s.Key).Order(StringComparer.Ordinal), found.Keys.Order(StringComparer.Ordinal));
        Assert.All(found.Rows, r => Assert.Equal("dr10", r["release"]));
    }

    [SampleFact]
    public async Task The_samples_have_the_spectra_that_the_index_counts()
    {
        var medium = service.Genuine.Spectra.Where(s => s.IsMedium).ToList();
        Assert.Equal(103, service.Genuine.Spectra.Count - medium.Count);
        foreach (var file in medium.GroupBy(s => s.Path))
            Assert.Equal((int.Parse(file.First().Facts["nexp"], CultureInfo.InvariantCulture) * 2, 2), (file.Count(s => s.Minute is not null), file.Count(s => s.Minute is null)));
        Assert.Equal(2 * service.Genuine.Spectra.Count, (await service.SsaAsync("", "/ssa")).Rows.Count);
    }
}
