using Lamost.Vo.Archive.Releases;

namespace Lamost.Vo.Archive.Tests.Simulation;

/// <summary>What the simulator's tests simulate: the definitions that the program brings.</summary>
static class TestRelease
{
    public static readonly ReleaseDefinition Dr10 = ReleaseDefinitions.Get("dr10");

    public static readonly ReleaseDefinition Dr12 = ReleaseDefinitions.Get("dr12");

    /// <summary>A table of numbers and texts without limits, for a release that differs from the survey's.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="columns">Columns divided by blanks, each a name and a type divided by a colon.</param>
    public static TableDefinition Table(string name, string columns) => new(name, [.. columns.Split(' ').Select(c => c.Split(':'))
        .Select(c => new ColumnDefinition(c[0], Enum.Parse<ColumnType>(c[1])) { Description = c[0] })])
    {
        Description = name,
    };
}
