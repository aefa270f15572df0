using System.Collections;
using System.Collections.Concurrent;
using System.Reflection;
using Lamost.Vo.Adql.Syntax;

namespace Lamost.Vo.Adql.Tests.Syntax;

/// <summary>Compares two trees part by part, apart from the places.</summary>
static class TreeDifference
{
    static readonly ConcurrentDictionary<Type, PropertyInfo[]> Parts = new();

    /// <summary>The first difference; empty for none.</summary>
    public static string Of(object? a, object? b, string path = "")
    {
        if (a is null || b is null) return Equals(a, b) ? "" : $"{path}: {a ?? "null"} and {b ?? "null"}";
        if (a is IEnumerable first and not string && b is IEnumerable second)
        {
            var (left, right) = (first.Cast<object?>().ToList(), second.Cast<object?>().ToList());
            if (left.Count != right.Count) return $"{path}: {left.Count} and {right.Count} parts";
            return left.Select((item, i) => Of(item, right[i], $"{path}[{i}]")).FirstOrDefault(d => d.Length > 0) ?? "";
        }
        if (a.GetType() != b.GetType()) return $"{path}: {a.GetType().Name} and {b.GetType().Name}";
        if (a is not (Node or FrameBound)) return a.Equals(b) ? "" : $"{path}: {a} and {b}";
        var parts = Parts.GetOrAdd(a.GetType(), t => [.. t.GetProperties().Where(p => p.Name != nameof(Node.Span) && p.GetIndexParameters().Length == 0)]);
        return parts.Select(p => Of(p.GetValue(a), p.GetValue(b), $"{path}.{p.Name}")).FirstOrDefault(d => d.Length > 0) ?? "";
    }
}
