using Lamost.Vo.Archive.Releases;
using Xunit;

namespace Lamost.Vo.Archive.Tests.Releases;

public class UcdsTests
{
    [Theory]
    [InlineData("pos.eq.ra;meta.main")]
    [InlineData("meta.id;meta.main")]
    [InlineData("stat.error;phot.mag;em.opt.R")]
    [InlineData("phot.color;em.opt.B;em.opt.V")]
    [InlineData("time.epoch")]
    public void Words_of_the_list_in_their_places_are_a_ucd(string ucd) => Assert.Null(Ucds.Check(ucd));

    [Theory]
    [InlineData("", "'' is not a word")]
    [InlineData("pos.eq.rra", "Did you mean 'pos.eq.ra'?")]
    [InlineData("POS.EQ.RA", "Did you mean 'pos.eq.ra'?")]
    [InlineData("meta.main", "'meta.main' cannot be the first word")]
    [InlineData("phot.mag;stat.error", "'stat.error' can only be the first word")]
    [InlineData("pos.eq.ra;;meta.main", "'' is not a word")]
    [InlineData("phot.mag;em.opt.R;em.opt.R", "'em.opt.R' stands twice")]
    [InlineData("ID_MAIN", "'ID_MAIN' is not a word")]
    public void Anything_else_is_refused(string ucd, string message) => Assert.Contains(message, Ucds.Check(ucd), StringComparison.Ordinal);

    // Counted in the published list, edition 1.6.
    [Fact]
    public void The_vocabulary_is_the_whole_list()
    {
        var parts = Ucds.Vocabulary.GroupBy(w => w.Value).ToDictionary(g => g.Key, g => g.Count());
        Assert.Equal(568, Ucds.Vocabulary.Count);
        Assert.Equal((69, 149, 309, 34, 1, 6), (parts['P'], parts['S'], parts['Q'], parts['E'], parts['C'], parts['V']));
    }
}
