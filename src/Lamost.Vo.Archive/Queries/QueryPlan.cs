using System.Text.Json;
using Lamost.Vo.Archive.Database;
using Npgsql;

namespace Lamost.Vo.Archive.Queries;

/// <summary>What PostgreSQL's planner makes of a query, which does not run.</summary>
/// <param name="NodeType">The outermost step, e.g. <c>Seq Scan</c>.</param>
/// <param name="Rows">How many rows it expects.</param>
/// <param name="Cost">What it thinks that it costs, in its own units.</param>
sealed record QueryPlan(string NodeType, double Rows, double Cost)
{
    /// <summary>Asks for the plan of a query, as the reader.</summary>
    /// <exception cref="NpgsqlException">The database refuses the query, or is away.</exception>
    public static async Task<QueryPlan> OfAsync(ArchiveDatabase database, string sql, CancellationToken cancel)
    {
        await using var connection = await database.Reader.OpenConnectionAsync(cancel).ConfigureAwait(false);
        await using var explain = new NpgsqlCommand("EXPLAIN (FORMAT JSON) " + sql, connection);
        using var answer = JsonDocument.Parse((string)(await explain.ExecuteScalarAsync(cancel).ConfigureAwait(false))!);
        var plan = answer.RootElement[0].GetProperty("Plan");
        return new QueryPlan(plan.GetProperty("Node Type").GetString()!, plan.GetProperty("Plan Rows").GetDouble(), plan.GetProperty("Total Cost").GetDouble());
    }
}
