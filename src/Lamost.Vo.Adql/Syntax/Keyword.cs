namespace Lamost.Vo.Adql.Syntax;

/// <summary>
/// The words that the parser knows, in four ranges. Up to <see cref="With"/>: reserved words that hold a query together, which nobody means as a name.
/// Up to <see cref="Reserved"/>: the other reserved words, those without a part in the grammar all as <see cref="Reserved"/>. After it: words that are
/// names except at their place.
/// </summary>
enum Keyword : byte
{
    None,
    All, And, As, Between, By, Case, Cross, Distinct, Else, End, Except, Exists, False, From, Full, Group, Having, Ilike, In, Inner, Intersect, Into, Is,
    Join, Like, Natural, Not, Null, On, Or, Order, Outer, Select, Then, True, Union, Using, When, Where, With,
    Alter, Any, Asc, Begin, Bigint, Both, Cast, Char, Character, CharacterLength, CharLength, Circle, Commit, Create, Current, CurrentDate, CurrentTime,
    CurrentTimestamp, CurrentUser, Date, Decimal, Delete, Desc, Describe, Double, Drop, Escape, Execute, Extract, Fetch, Float, For, Grant, Insert, Int, Integer,
    Interval, Leading, Left, Mod, Nullif, Numeric, Offset, Point, Polygon, Position, Precision, Real, Revoke, Right, Rollback, Rows, SessionUser, Set, Smallint,
    Some, Substring, SystemUser, Table, Time, Timestamp, Top, Trailing, Trim, Unknown, Update, Values, Varchar,
    First, Last, Next, Only,
    Reserved,
    Boolean, Explain, Filter, Following, Lateral, Limit, Materialized, Merge, Nulls, Over, Partition, Preceding, Range, Recursive, Row, Show, Text,
    Unbounded,
}
