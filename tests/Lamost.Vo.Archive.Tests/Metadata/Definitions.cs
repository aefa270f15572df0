using Lamost.Vo.Archive.Database;
using Lamost.Vo.Archive.Metadata;
using Lamost.Vo.Archive.Releases;
using Npgsql;

namespace Lamost.Vo.Archive.Tests.Metadata;

/// <summary>A small release that has one of everything, and its way into a database.</summary>
static class Definitions
{
    public static TableDefinition Stars { get; } = new("stars",
    [
        new("obsid", ColumnType.Long) { Description = "Identifier of the spectrum.", DescriptionZh = "光谱编号", Nullable = false, Ucd = "meta.id;meta.main", Principal = true, Verbosity = 1 },
        new("ra", ColumnType.Double) { Description = "Right ascension.", Unit = "deg", Ucd = "pos.eq.ra;meta.main", Principal = true },
        new("dec", ColumnType.Double) { Description = "Declination.", Unit = "deg", Ucd = "pos.eq.dec;meta.main", Principal = true },
        new("date", ColumnType.Date) { Description = "Night of the observation." },
        new("taken", ColumnType.Timestamp) { Description = "Mid exposure." },
        new("class", ColumnType.String) { Description = "Class.", Length = 16, Verbosity = 2 },
        new("arm", ColumnType.Char) { Description = "Arm.", Length = 1 },
        new("note", ColumnType.Unicode) { Description = "Note." },
        new("z", ColumnType.Float) { Description = "Redshift.", Verbosity = 1, Utype = "spec:Char.Redshift" },
        new("plates", ColumnType.Short) { Description = "Plates." },
        new("fibre", ColumnType.Int) { Description = "Fibre." },
        new("good", ColumnType.Boolean) { Description = "Good." },
    ])
    {
        Description = "Stars.",
        DescriptionZh = "恒星",
        PrimaryKey = ["obsid"],
        Indexes = [new IndexDefinition("by_class", ["class", "z"])],
        Position = new PositionDefinition("RA", "dec"),
        ConeSearchId = "obsid",
    };

    public static TableDefinition Plates { get; } = new("plates", [new("planid", ColumnType.String) { Description = "Plan." }]) { Description = "Plates." };

    public static ReleaseDefinition Release { get; } = new("dr0", "v0.1", "A release for tests.", [Stars, Plates]) { DescriptionZh = "测试" };

    public static PublishedFacts Facts { get; } = new(123, true, new DateTimeOffset(2024, 5, 6, 7, 8, 9, TimeSpan.FromHours(8)));

    public static Task PublishAsync(ArchiveDatabase database, TableDefinition table, PublishedFacts? facts = null) => InTransactionAsync(database, async (connection, transaction) =>
    {
        await using var make = new NpgsqlCommand(
            $"CREATE SCHEMA IF NOT EXISTS dr0; DROP TABLE IF EXISTS dr0.{table.Name}; {TableDdl.CreateTable(table, "dr0", table.Name)}", connection, transaction);
        await make.ExecuteNonQueryAsync();
        foreach (var statement in TableDdl.Finish(table, "dr0", table.Name))
        {
            make.CommandText = statement;
            await make.ExecuteNonQueryAsync();
        }
        await ReleasePublisher.PublishTableAsync(connection, transaction, Release, table, facts ?? Facts);
    });

    public static Task UnpublishAsync(ArchiveDatabase database, TableDefinition table) => InTransactionAsync(database, (connection, transaction) =>
        ReleasePublisher.UnpublishTableAsync(connection, transaction, "dr0", table.Name));

    public static async Task InTransactionAsync(ArchiveDatabase database, Func<NpgsqlConnection, NpgsqlTransaction, Task> work)
    {
        await using var connection = await database.Owner.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await work(connection, transaction);
        await transaction.CommitAsync();
    }
}
