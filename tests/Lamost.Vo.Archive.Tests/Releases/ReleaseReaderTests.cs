using Lamost.Vo.Archive.Releases;
using Xunit;

namespace Lamost.Vo.Archive.Tests.Releases;

/// <summary>What the reader makes of a definition, and what it says of a wrong one.</summary>
public class ReleaseReaderTests
{
    // A valid definition; each fault below is one change of it.
    const string Valid = """
        name: tiny
        version: "1"
        description: Two tables.
        lvo:description_zh: 两个表。
        tables:
        - name: stars
          description: Stars.
          primaryKey: id
          lvo:position: [ra, dec]
          lvo:cone_search_id: id
          indexes:
          - {name: stars_mag, columns: [mag, id]}
          columns:
          - {name: id, datatype: long, nullable: false, ivoa:ucd: meta.id;meta.main, lvo:verbosity: 1, description: Number.}
          - {name: ra, datatype: double, nullable: false, ivoa:unit: deg, ivoa:ucd: pos.eq.ra;meta.main, lvo:verbosity: 1, description: Longitude.}
          - {name: dec, datatype: double, nullable: false, ivoa:unit: deg, ivoa:ucd: pos.eq.dec;meta.main, lvo:verbosity: 1, description: Latitude.}
          - name: mag
            datatype: float
            ivoa:unit: mag
            ivoa:ucd: phot.mag;em.opt.R
            tap:principal: 1
            lvo:null_values: [99, -999]
            lvo:minimum: -5
            lvo:maximum: 30.5
            lvo:source_names: [rmag]
            description: Magnitude.
            lvo:description_zh: 星等。
          - {name: label, datatype: string, length: 8, description: Name.}
        - name: extra
          description: More.
          constraints:
          - {"@type": ForeignKeyConstraint, name: extra_star, columns: star, referencedColumns: "#stars.id"}
          columns:
          - lvo:like: stars
            lvo:except: [id, label]
            lvo:verbosity: 2
          - {name: star, datatype: long, description: Number of the star.}
          - lvo:like: stars.mag
            name: second_mag
            lvo:source_names: [bmag]
            description: Another magnitude.

        """;

    [Fact]
    public void A_definition_is_read_into_its_records()
    {
        var release = ReleaseReader.ReadText(Valid, "tiny.yaml");
        Assert.Equal(("tiny", "1", "Two tables.", "两个表。"), (release.Name, release.Version, release.Description, release.DescriptionZh));

        var stars = release.Find("STARS")!;
        Assert.Equal(["id"], stars.PrimaryKey);
        Assert.Equal(new PositionDefinition("ra", "dec"), stars.Position);
        Assert.Equal("id", stars.ConeSearchId);
        Assert.Equal("stars_mag", Assert.Single(stars.Indexes).Name);
        Assert.Equal(["mag", "id"], stars.Indexes[0].Columns);

        var mag = stars.Find("mag")!;
        Assert.Equal((ColumnType.Float, "mag", "phot.mag;em.opt.R"), (mag.Type, mag.Unit, mag.Ucd));
        Assert.Equal((-5.0, 30.5, true, 3, true), (mag.Minimum, mag.Maximum, mag.Principal, mag.Verbosity, mag.Nullable));
        Assert.Equal(["99", "-999"], mag.NullValues);
        Assert.Equal(["rmag"], mag.SourceNames);
        Assert.Equal("星等。", mag.DescriptionZh);
        Assert.Equal(8, stars.Find("label")!.Length);
    }

    [Fact]
    public void Columns_are_taken_over_from_a_table_above_in_its_order_and_with_changes()
    {
        var extra = ReleaseReader.ReadText(Valid, "tiny.yaml").Find("extra")!;
        Assert.Equal(["ra", "dec", "mag", "star", "second_mag"], extra.Columns.Select(c => c.Name));
        Assert.Equal([2, 2, 2, 3, 3], extra.Columns.Select(c => c.Verbosity));
        var second = extra.Find("second_mag")!;
        Assert.Equal(("Another magnitude.", "mag", 30.5), (second.Description, second.Unit, second.Maximum));
        var key = Assert.Single(extra.ForeignKeys);
        Assert.Equal(("extra_star", "stars"), (key.Name, key.TargetTable));
        Assert.Equal(["star"], key.Columns);
        Assert.Equal(["id"], key.TargetColumns);
    }

    [Theory]
    [InlineData("name: tiny\nversion", "version", "t.yaml(1,1): Lacks the key 'name'.")]
    [InlineData("name: tiny\n", "name: vo\n", "t.yaml(1,7): name: 'vo' is a schema of the service or of the database; choose another name.")]
    [InlineData("version: \"1\"", "version:", "t.yaml(2,9): version: Without a value.")]
    [InlineData("version: \"1\"", "versoin: \"1\"", "t.yaml(2,1): versoin: An unknown key. Did you mean 'version'?")]
    [InlineData("Two tables.", "Zwei T\u00e4feln.", "t.yaml(3,14): description: Must be one paragraph of ASCII; U+00E4 is not. Chinese belongs in 'lvo:description_zh'.")]
    [InlineData("两个表。", "Zwei.", "t.yaml(4,21): lvo:description_zh: Holds no Chinese character.")]
    [InlineData("- name: stars", "- name: table", "t.yaml(6,9): table name: 'table' is a reserved word of ADQL, users would have to quote it; choose another, e.g. 'table_v'.")]
    [InlineData("- name: extra", "- name: Stars", "t.yaml(29,9): Stars name: The name 'Stars' is taken by a table or an index above.")]
    [InlineData("primaryKey: id", "primaryKey: idd", "t.yaml(8,15): stars primaryKey: stars has no column 'idd'. Did you mean 'id'?")]
    [InlineData("primaryKey: id", "primaryKey: label", "t.yaml(8,15): stars primaryKey: The column 'label' needs 'nullable: false'.")]
    [InlineData("[ra, dec]", "[ra]", "t.yaml(9,17): stars lvo:position: Must name two columns: right ascension, declination.")]
    [InlineData("[ra, dec]", "[ra, mag]", "t.yaml(9,17): stars lvo:position: The column 'mag' needs 'ivoa:unit: deg'.")]
    [InlineData("cone_search_id: id", "cone_search_id: label", "t.yaml(10,23): stars lvo:cone_search_id: The column 'label' needs 'ivoa:ucd: meta.id;meta.main'.")]
    [InlineData("columns: [mag, id]", "columns: [magg]", "t.yaml(12,32): stars indexes columns: stars has no column 'magg'. Did you mean 'mag'?")]
    [InlineData("columns: [mag, id]", "columns: id", "t.yaml(12,32): stars indexes columns: These are the primary key, which has an index already.")]
    [InlineData("{name: stars_mag", "{name: stars", "t.yaml(12,12): stars indexes name: The name 'stars' is taken by a table or an index above.")]
    [InlineData("{name: label", "{name: 2label", "t.yaml(28,12): stars.2label name: '2label' is no name; a name is a letter, then letters, digits and underscores, ASCII, at most 63.")]
    [InlineData("{name: label", "{name: hpx29", "t.yaml(28,12): stars.hpx29 name: 'hpx29' is a column that the database has already; choose another name.")]
    [InlineData("{name: label", "{name: MAG", "t.yaml(28,5): stars.MAG: The table has this column already.")]
    [InlineData("datatype: float", "datatype: flaot", "t.yaml(18,15): stars.mag datatype: An unknown type 'flaot'. Did you mean 'float'?")]
    [InlineData("datatype: float", "fits:tunit: mag", "t.yaml(18,5): stars.mag fits:tunit: A key of Felis that is not used here; write 'ivoa:unit' in the VOUnits syntax.")]
    [InlineData("ivoa:unit: mag", "ivoa:unit: magn", "t.yaml(19,16): stars.mag ivoa:unit: 'magn' is not a unit of VOUnits 1.1. Did you mean 'mag'?")]
    [InlineData("em.opt.R", "em.opt.G", "t.yaml(20,15): stars.mag ivoa:ucd: 'em.opt.G' is not a word of UCD1+ (UCDlist 1.6). Did you mean 'em.opt.R'?")]
    [InlineData("tap:principal: 1", "tap:principal: maybe", "t.yaml(21,20): stars.mag tap:principal: Must be true or false (or 1 or 0).")]
    [InlineData("[99, -999]", "[99, Non]", "t.yaml(22,22): stars.mag lvo:null_values: 'Non' is no number, and the column is numeric.")]
    [InlineData("minimum: -5", "minimum: 31", "t.yaml(23,18): stars.mag lvo:minimum: Is greater than 'lvo:maximum'.")]
    [InlineData("{name: label", "{lvo:lookup: id, name: label", "t.yaml(6,1): stars: Has a column with 'lvo:lookup' or 'lvo:around_position', which views of the service have.")]
    [InlineData("datatype: float", "datatype: float\n    lvo:lookup: id", "t.yaml(19,17): stars.mag lvo:lookup: Only text is looked up by another column.")]
    [InlineData("datatype: float", "datatype: float\n    lvo:around_position: 1", "t.yaml(19,26): stars.mag lvo:around_position: Only circles lie around a position.")]
    [InlineData("maximum: 30.5", "maximum: faint", "t.yaml(24,18): stars.mag lvo:maximum: Must be a number, not 'faint'.")]
    [InlineData("[rmag]", "[LABEL]", "t.yaml(14,3): stars columns: The source name 'LABEL' of 'mag' belongs to 'label' already.")]
    [InlineData("length: 8", "length: zero", "t.yaml(28,45): stars.label length: Must be a whole number from 1 to 10000000, not 'zero'.")]
    [InlineData("string, length: 8", "char", "t.yaml(28,29): stars.label datatype: A char column needs 'length'; text of any length is 'string'.")]
    [InlineData("string, length: 8", "date, length: 8", "t.yaml(28,43): stars.label length: Only char, string and unicode columns have a length.")]
    [InlineData("string, length: 8", "string, ivoa:unit: K", "t.yaml(28,48): stars.label ivoa:unit: Only numeric columns have a unit; of text tell it in the description.")]
    [InlineData("string, length: 8", "string, lvo:maximum: 8", "t.yaml(28,50): stars.label lvo:maximum: Only numeric columns have limits.")]
    [InlineData("lvo:verbosity: 1, description: Number.", "lvo:verbosity: 4, description: Number.", "t.yaml(14,93): stars.id lvo:verbosity: Must be a whole number from 1 to 3, not '4'.")]
    [InlineData("\"@type\": ForeignKeyConstraint", "\"@type\": CheckConstraint", "t.yaml(32,15): extra constraints @type: Must be 'ForeignKeyConstraint', not 'CheckConstraint'; loading checks values by 'lvo:minimum', 'lvo:maximum' and 'nullable'.")]
    [InlineData("\"#stars.id\"", "\"#star.id\"", "t.yaml(32,89): extra constraints referencedColumns: Must be '#table.column' of a table above this one. Did you mean 'stars'?")]
    [InlineData("lvo:like: stars\n", "lvo:like: star\n", "t.yaml(34,15): extra lvo:like: No table 'star' stands above this one. Did you mean 'stars'?")]
    [InlineData("lvo:like: stars.mag", "lvo:like: stars.mg", "t.yaml(38,15): extra lvo:like: stars has no column 'mg'. Did you mean 'mag'?")]
    [InlineData("[id, label]", "[id, lable]", "t.yaml(35,22): extra columns like stars lvo:except: stars has no column 'lable'. Did you mean 'label'?")]
    public void A_fault_is_told_with_file_line_key_and_what_would_be_right(string right, string wrong, string expected)
    {
        Assert.Contains(right, Valid, StringComparison.Ordinal);
        Assert.Contains(expected, Faults(Valid.Replace(right, wrong, StringComparison.Ordinal)).Select(e => e.ToString()));
    }

    [Fact]
    public void All_faults_of_a_file_are_told_together_in_its_order()
    {
        var errors = Faults(Valid.Replace("phot.mag", "phot.mga", StringComparison.Ordinal)
            .Replace("version: \"1\"", "edition: \"1\"", StringComparison.Ordinal).Replace("maximum: 30.5", "maximum: faint", StringComparison.Ordinal));
        Assert.Equal([1, 2, 20, 24], errors.Select(e => e.Line));
        Assert.Equal(["", "edition", "stars.mag ivoa:ucd", "stars.mag lvo:maximum"], errors.Select(e => e.Key));
    }

    [Fact]
    public void Two_columns_cannot_both_be_the_main_position()
    {
        var error = Faults(Valid.Replace("phot.mag;em.opt.R", "pos.eq.ra;meta.main", StringComparison.Ordinal))[0];
        Assert.Contains("Only one column may be 'pos.eq.ra;meta.main', not ra and mag.", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "The file is empty")]
    [InlineData("# nothing\n", "The file is empty")]
    [InlineData("- a\n- b\n", "The document must be a mapping")]
    [InlineData("name: x\ntables: [", "Not valid YAML")]
    [InlineData("name: x\n\tversion: 1\n", "Not valid YAML")]
    [InlineData("name: x\nname: y\n", "The key 'name' stands twice")]
    [InlineData("a: &a [1]\nb: *a\n", "An anchor")]
    [InlineData("b: *a\n", "An alias")]
    [InlineData("name: !!python/object x\n", "A tag")]
    [InlineData("name: x\n---\nname: y\n", "A second document")]
    [InlineData("[a]: b\n", "A key that is a list")]
    public void What_is_no_plain_document_is_refused(string yaml, string message)
    {
        Assert.StartsWith(message, Assert.Single(Faults(yaml)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Deep_nesting_is_refused_and_does_not_exhaust_the_stack()
    {
        Assert.Contains("Nested deeper", Assert.Single(Faults(new string('[', 200_000))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Great_size_is_refused()
    {
        Assert.Contains("longer than", Assert.Single(Faults("name: " + new string('x', 5 << 20))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Columns_taken_over_and_over_do_not_grow_without_bound()
    {
        Assert.Equal("A table has at most 1500 columns.", Assert.Single(Faults(Table(1501))).Message);
        Assert.Equal(200, Faults(Table(1000) + "- name: t1\n  description: T.\n  columns:\n" + string.Concat(Enumerable.Repeat("  - lvo:like: t0\n", 50_000))).Count);

        static string Table(int columns) => "name: big\nversion: v\ndescription: Big.\ntables:\n- name: t0\n  description: T.\n  columns:\n"
            + string.Concat(Enumerable.Range(0, columns).Select(i => $"  - {{name: c{i}, datatype: int, description: C.}}\n"));
    }

    [Fact]
    public void A_damaged_definition_is_read_or_refused_and_nothing_else_happens()
    {
        var refused = 0;
        for (var at = 0; at < Valid.Length; at++)
        {
            foreach (var damage in new[] { "", "[", ":", "\"", "\n", "\0" })
            {
                try
                {
                    ReleaseReader.ReadText(Valid[..at] + damage + Valid[(at + 1)..], "t.yaml");
                }
                catch (DefinitionException e)
                {
                    refused++;
                    Assert.All(e.Errors, f => Assert.True(f.Line >= 1 && f.Column >= 1 && f.Message.Length > 0));
                }
            }
        }
        Assert.InRange(refused, Valid.Length, Valid.Length * 6);
    }

    [Fact]
    public void A_file_of_nothing_but_faults_is_given_up_after_200_of_them()
    {
        var yaml = string.Concat(Enumerable.Range(0, 200_000).Select(i => $"k{i}: v\n"));
        Assert.Equal(200, Faults(yaml).Count);
    }

    [Fact]
    public void A_file_is_read_and_named_without_its_directories()
    {
        var path = Path.Combine(Path.GetTempPath(), $"release-{Guid.NewGuid():N}.yaml");
        try
        {
            File.WriteAllText(path, Valid);
            Assert.Equal(2, ReleaseReader.Read(path).Tables.Count);
            File.WriteAllText(path, "name: x");
            Assert.StartsWith("release-", Assert.Throws<DefinitionException>(() => ReleaseReader.Read(path)).Errors[0].File, StringComparison.Ordinal);
        }
        finally
        {
            File.Delete(path);
        }
    }

    static IReadOnlyList<DefinitionError> Faults(string yaml) =>
        Assert.Throws<DefinitionException>(() => ReleaseReader.ReadText(yaml, "t.yaml")).Errors;
}
