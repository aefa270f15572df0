namespace Lamost.Vo.Archive.Releases;

/// <summary>Keys of Felis that a release definition does without, and what to write instead.</summary>
static class FelisKeys
{
    static readonly Dictionary<string, string> Unused = new()
    {
        ["tap:column_index"] = "leave it out: columns are shown in the order of the file",
        ["tap:table_index"] = "leave it out: tables are shown in the order of the file",
        ["fits:tunit"] = "write 'ivoa:unit' in the VOUnits syntax",
        ["votable:datatype"] = "leave it out: it follows from 'datatype'",
        ["votable:arraysize"] = "leave it out: it follows from 'datatype' and 'length'",
        ["votable:xtype"] = "leave it out: it follows from 'datatype'",
        ["postgresql:datatype"] = "leave it out: it follows from 'datatype'",
        ["mysql:datatype"] = "leave it out: the database is PostgreSQL",
        ["mysql:engine"] = "leave it out: the database is PostgreSQL",
        ["mysql:charset"] = "leave it out: the database is PostgreSQL",
        ["autoincrement"] = "leave it out: rows come from files",
        ["value"] = "leave it out: a missing value is NULL",
        ["precision"] = "leave it out: a timestamp has microseconds",
        ["columnRefs"] = "write items '- lvo:like: table' or '- lvo:like: table.column' among the columns",
        ["resources"] = "write items '- lvo:like: table' or '- lvo:like: table.column' among the columns",
        ["columnGroups"] = "leave it out: groups are not used",
    };

    /// <summary>The message for a key of Felis without use here; null for any other key.</summary>
    public static string? Instead(string key) => Unused.TryGetValue(key, out var instead) ? $"A key of Felis that is not used here; {instead}." : null;
}
