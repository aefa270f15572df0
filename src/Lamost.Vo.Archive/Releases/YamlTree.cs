using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Lamost.Vo.Archive.Releases;

/// <summary>A node of a YAML document with the place where it starts.</summary>
/// <param name="Line">From 1.</param>
/// <param name="Column">From 1.</param>
abstract record YamlItem(int Line, int Column);

/// <summary>A scalar, as text.</summary>
sealed record YamlText(string Value, int Line, int Column) : YamlItem(Line, Column);

/// <summary>A sequence.</summary>
sealed record YamlList(IReadOnlyList<YamlItem> Items, int Line, int Column) : YamlItem(Line, Column);

/// <summary>A mapping in document order; its keys are scalars, each once.</summary>
sealed record YamlMap(IReadOnlyList<KeyValuePair<YamlText, YamlItem>> Entries, int Line, int Column) : YamlItem(Line, Column);

/// <summary>
/// Reads one YAML document into a tree that remembers lines. What a definition or a file of settings has no use for and an attacker has (aliases, tags, a second
/// document, great size or depth) is refused.
/// </summary>
static class YamlTree
{
    /// <summary>The most characters of a document.</summary>
    public const int MaxLength = 4 << 20;

    /// <summary>The deepest nesting; a definition needs six.</summary>
    public const int MaxDepth = 16;

    /// <summary>Reads the document.</summary>
    /// <exception cref="DefinitionException">It is no YAML, or holds what is refused.</exception>
    public static YamlItem Read(string yaml, string file)
    {
        if (yaml.Length > MaxLength) throw Fault(file, 1, 1, $"The file is longer than {MaxLength} characters.");
        var parser = new Parser(new StringReader(yaml));
        try
        {
            parser.Consume<StreamStart>();
            if (parser.Accept<StreamEnd>(out _)) throw Fault(file, 1, 1, "The file is empty; it begins with a key, e.g. 'name:'.");
            parser.Consume<DocumentStart>();
            var root = Node(parser, file, 1);
            parser.Consume<DocumentEnd>();
            if (!parser.Accept<StreamEnd>(out _)) throw Fault(file, parser.Current!, "A second document; a file holds one.");
            return root;
        }
        catch (YamlException e)
        {
            throw Fault(file, (int)e.Start.Line, (int)e.Start.Column, $"Not valid YAML: {e.Message}", e);
        }
        catch (InvalidOperationException e)
        {
            // The scanner's way to refuse some plain scalars, without a place: what it read before is the nearest known.
            throw Fault(file, (int)(parser.Current?.End.Line ?? 1), (int)(parser.Current?.End.Column ?? 1), "Not valid YAML after this place.", e);
        }
    }

    static YamlItem Node(Parser parser, string file, int depth)
    {
        var at = parser.Current!;
        if (depth > MaxDepth) throw Fault(file, at, $"Nested deeper than {MaxDepth} levels.");
        if (at is AnchorAlias) throw Fault(file, at, "An alias (*); write the value again, or take columns of another table with 'lvo:like'.");
        if (at is NodeEvent { Anchor.IsEmpty: false }) throw Fault(file, at, "An anchor (&); this file uses none.");
        if (at is NodeEvent { Tag.IsEmpty: false }) throw Fault(file, at, "A tag (!); this file uses none.");
        var (line, column) = ((int)at.Start.Line, (int)at.Start.Column);

        if (parser.TryConsume<Scalar>(out var scalar)) return new YamlText(scalar.Value, line, column);
        if (parser.TryConsume<SequenceStart>(out _))
        {
            var items = new List<YamlItem>();
            while (!parser.TryConsume<SequenceEnd>(out _)) items.Add(Node(parser, file, depth + 1));
            return new YamlList(items, line, column);
        }

        parser.Consume<MappingStart>();
        var entries = new List<KeyValuePair<YamlText, YamlItem>>();
        var seen = new HashSet<string>();
        while (!parser.TryConsume<MappingEnd>(out _))
        {
            if (Node(parser, file, depth + 1) is not YamlText key) throw Fault(file, line, column, "A key that is a list or a mapping; keys are words.");
            if (!seen.Add(key.Value)) throw Fault(file, key.Line, key.Column, $"The key '{key.Value}' stands twice in one mapping.");
            entries.Add(new(key, Node(parser, file, depth + 1)));
        }
        return new YamlMap(entries, line, column);
    }

    static DefinitionException Fault(string file, ParsingEvent at, string message) =>
        Fault(file, (int)at.Start.Line, (int)at.Start.Column, message);

    static DefinitionException Fault(string file, int line, int column, string message, Exception? cause = null) =>
        new([new DefinitionError(file, Math.Max(line, 1), Math.Max(column, 1), "", message)], cause);
}
