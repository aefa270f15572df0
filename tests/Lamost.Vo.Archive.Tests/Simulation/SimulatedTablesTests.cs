using System.Globalization;
using Lamost.Vo.Archive.Simulation;
using Xunit;
using static Lamost.Vo.Archive.Tests.Simulation.SimulatedSample;

namespace Lamost.Vo.Archive.Tests.Simulation;

/// <summary>Whether the tables of a simulated release agree with each other, whatever the survey.</summary>
public class SimulatedTablesTests
{
    // Large enough for time-domain fields, small enough to be made for each survey anew.
    static readonly SurveySimulator Simulator = SurveySimulator.Create(TestRelease.Dr12, 40_000, 3);
    static readonly Dictionary<string, DecodedTable> Tables = SurveySimulator.TableNames.ToDictionary(n => n, n => DecodedTable.Of(Simulator, TestRelease.Dr12, n));

    public static TheoryData<string> Surveys => ["lrs", "mrs"];

    [Fact]
    public void Every_foreign_key_of_the_definition_leads_to_a_row_with_the_same_values()
    {
        var keys = SurveySimulator.TableNames.SelectMany(n => TestRelease.Dr12.Find(n)!.ForeignKeys.Select(k => (Table: n, Key: k))).Where(k => Tables.ContainsKey(k.Key.TargetTable)).ToList();
        Assert.Equal(["lrs_stellar", "mrs_stellar"], keys.Select(k => k.Table).Where(t => t.EndsWith("stellar", StringComparison.Ordinal)));
        foreach (var (name, key) in keys)
        {
            var (from, to) = (Tables[name], Tables[key.TargetTable]);
            var places = to.Cells(key.TargetColumns[0]).Select((c, n) => (c, n)).ToDictionary(p => p.c!, p => p.n);
            var rows = from.Cells(key.Columns[0]).Select(c => places[c!]).ToArray();
            foreach (var column in from.Definition.Columns.Select(c => c.Name).Where(c => to.Definition.Find(c) is not null && (name.EndsWith("stellar", StringComparison.Ordinal) || key.Columns.Contains(c))))
            {
                var (mine, theirs) = (from.Cells(column), to.Cells(column));
                Assert.All(Enumerable.Range(0, rows.Length), n => Assert.Equal(theirs[rows[n]], mine[n]));
            }
        }
    }

    [Fact]
    public void Primary_keys_are_unique_and_no_number_of_an_observation_is_used_by_both_surveys()
    {
        foreach (var (name, table) in Tables)
        {
            var key = table.Cells(Assert.Single(TestRelease.Dr12.Find(name)!.PrimaryKey));
            Assert.Equal(table.Rows, key.Distinct().Count());
        }
        Assert.Empty(Tables["lrs_catalogue"].Longs("obsid").Intersect(Tables["mrs_catalogue"].Longs("obsid")));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(60)]
    [InlineData(700)]
    public void The_smallest_releases_have_all_tables_too(int rows)
    {
        for (ulong seed = 0; seed < 20; seed++)
        {
            var simulator = SurveySimulator.Create(TestRelease.Dr12, rows, seed);
            var tables = SurveySimulator.TableNames.ToDictionary(n => n, n => DecodedTable.Of(simulator, TestRelease.Dr12, n));
            foreach (var survey in new[] { "lrs", "mrs" })
            {
                var plates = tables[$"{survey}_catalogue"].Longs("obsid").Select(o => o!.Value / 100_000).ToHashSet();
                Assert.Subset(tables[$"{survey}_plan"].Longs("pid").Select(p => p!.Value).ToHashSet(), plates);
                Assert.Equal(tables[$"{survey}_catalogue"].Longs("obsid").Distinct().Count(), tables[$"{survey}_inputcatalog"].Texts("objtype").Count(t => t != "Sky"));
            }
        }
    }

    [Theory]
    [MemberData(nameof(Surveys))]
    public void The_plan_has_the_plates_of_the_catalogue_and_no_others(string survey)
    {
        var (catalogue, plan) = (Tables[$"{survey}_catalogue"], Tables[$"{survey}_plan"]);
        var rows = Rows(catalogue, "obsid", o => o / 100_000);
        var plates = plan.Longs("pid").Select((p, n) => (Pid: p!.Value, n)).ToDictionary(p => p.Pid, p => p.n);
        Assert.Equal(rows.Select(r => r.Key).Order(), plates.Keys.Order());
        var (planned, observed) = ((Id: plan.Texts("planid"), Date: plan.Dates("obsdate")), (Id: catalogue.Texts("planid"), Date: catalogue.Dates("obsdate")));
        var (ra, dec, ra0, dec0) = (catalogue.Numbers("ra"), catalogue.Numbers("dec"), plan.Numbers("ra"), plan.Numbers("dec"));
        foreach (var plate in rows)
            foreach (var n in plate)
            {
                var p = plates[plate.Key];
                Assert.Equal((planned.Id[p], planned.Date[p]), (observed.Id[n], observed.Date[n]));
                Assert.InRange(Distance(ra[n], dec[n], ra0[p], dec0[p]), 0, 2.6);
            }
    }

    [Theory]
    [MemberData(nameof(Surveys))]
    public void The_input_catalogue_has_every_observed_fibre_as_the_catalogue_and_sky_beside_them(string survey)
    {
        var (catalogue, input) = (Tables[$"{survey}_catalogue"], Tables[$"{survey}_inputcatalog"]);
        var places = input.Longs("obsid").Select((o, n) => (o!.Value, n)).ToDictionary(p => p.Value, p => p.n);
        var obsid = catalogue.Longs("obsid");
        foreach (var column in new[] { "obsdate", "planid", "spid", "fiberid", "ra_obs", "dec_obs", "fibertype", "offsets", "offsets_v", "ra", "dec" })
        {
            var (theirs, mine) = (catalogue.Cells(column), input.Cells(column));
            Assert.All(Enumerable.Range(0, obsid.Length), n => Assert.Equal(theirs[n], mine[places[obsid[n]!.Value]]));
        }
        var types = input.Texts("objtype");
        Assert.Equal(obsid.Distinct().Count(), types.Count(t => t != "Sky"));
        Near("sky fibres", 0.167, 0.04, Share(types, t => t == "Sky"));
        Assert.All(Enumerable.Range(0, types.Length), n => Assert.Equal(types[n] == "Sky", input.Cells("mag1")[n] is null));
    }

    [Theory]
    [MemberData(nameof(Surveys))]
    public void The_multiple_epoch_table_has_the_sources_with_several_visits_and_all_of_these(string survey)
    {
        var (catalogue, epochs) = (Tables[$"{survey}_catalogue"], Tables[$"{survey}_mec"]);
        var (uid, obsid) = (catalogue.Texts("uid"), catalogue.Longs("obsid"));
        var expected = Enumerable.Range(0, uid.Length).GroupBy(n => uid[n]!).Select(g => (g.Key, Visits: g.Select(n => obsid[n]!.Value).Distinct().Order().ToArray()))
            .Where(g => g.Visits.Length > 1).ToDictionary(g => g.Key, g => g.Visits);
        var (names, number, lists) = (epochs.Texts("uid"), epochs.Longs("obs_number"), epochs.Texts("obsid_list"));
        Assert.Equal(expected.Keys.Order(StringComparer.Ordinal), names.Order(StringComparer.Ordinal));
        for (var n = 0; n < names.Length; n++)
        {
            Assert.Equal(expected[names[n]!].Length, number[n]);
            // In the order of the nights, in which serial numbers grow.
            Assert.Equal(string.Join('-', expected[names[n]!]), lists[n]);
        }
        Assert.InRange(names.Length, 500, 20_000);
    }

    [Theory]
    [MemberData(nameof(Surveys))]
    public void Parameters_of_the_multiple_epoch_table_are_those_of_the_stellar_table(string survey)
    {
        var (stellar, epochs) = (Tables[$"{survey}_stellar"], Tables[$"{survey}_mec"]);
        var name = survey == "lrs" ? "teff" : "teff_lasp";
        var teff = stellar.Numbers(name).Zip(stellar.Longs("obsid")).ToDictionary(p => p.Second!.Value, p => p.First);
        var (lists, obsids) = (epochs.Texts($"{name}_list"), epochs.Texts("obsid_list"));
        for (var n = 0; n < lists.Length; n++)
            Assert.Equal(obsids[n]!.Split('-').Select(o => teff.GetValueOrDefault(long.Parse(o, CultureInfo.InvariantCulture), -9999)), Members(lists[n]!));
    }

    /// <summary>The members of a list with hyphens between: one that follows a hyphen belongs to a negative member.</summary>
    internal static IEnumerable<double> Members(string list)
    {
        for (var at = 0; at < list.Length;)
        {
            var end = list.IndexOf('-', at + 1);
            if (end < 0) end = list.Length;
            yield return double.Parse(list.AsSpan(at, end - at), CultureInfo.InvariantCulture);
            at = end + 1;
        }
    }

    static ILookup<long, int> Rows(DecodedTable table, string column, Func<long, long> key) => table.Longs(column).Select((v, n) => (Key: key(v!.Value), n)).ToLookup(p => p.Key, p => p.n);

    static double Distance(double ra, double dec, double ra0, double dec0)
    {
        const double Degree = Math.PI / 180;
        var (s, c) = (Math.Sin((dec - dec0) * Degree / 2), Math.Sin((ra - ra0) * Degree / 2));
        return 2 * Math.Asin(Math.Sqrt(s * s + Math.Cos(dec * Degree) * Math.Cos(dec0 * Degree) * c * c)) / Degree;
    }
}
