namespace Lamost.Vo.Adql.Binding;

/// <summary>From which column of the catalogue values come that nothing computes.</summary>
static class Origins
{
    /// <summary>The origin of an output of a query, by its place from 0. Of queries combined both sides must have the same.</summary>
    public static ColumnOrigin? Of(BoundQuery query, int output) => query switch
    {
        BoundSetOperation operation => Common(Of(operation.Left, output), Of(operation.Right, output)),
        _ => Of(query.Outputs[output].Value),
    };

    // What FULL JOIN merges is a value of the one side or of the other.
    static ColumnOrigin? Of(BoundExpression value) => value switch
    {
        BoundColumn column => column.Column.Origin,
        BoundMerge merge => Common(Of(merge.Left), Of(merge.Right)),
        _ => null,
    };

    static ColumnOrigin? Common(ColumnOrigin? left, ColumnOrigin? right) =>
        left is not null && right is not null && ReferenceEquals(left.Table, right.Table) && left.Column == right.Column ? left : null;
}
