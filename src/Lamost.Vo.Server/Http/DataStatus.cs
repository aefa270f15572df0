using Lamost.Vo.Tables;

namespace Lamost.Vo.Server.Http;

/// <summary>What every answer from invented data says.</summary>
public static class DataStatus
{
    /// <summary>Marks an answer that holds simulated rows.</summary>
    public static TableInfo Simulated { get; } =
        new("data_status", "simulated", "The rows are simulated: invented numbers with realistic distributions, not observations.");
}
