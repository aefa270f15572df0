using Lamost.Vo.Adql.Syntax;
using Xunit;

namespace Lamost.Vo.Adql.Tests.Syntax;

public sealed class WriterTests
{
    [Fact]
    public void Ten_thousand_random_trees_are_read_back_as_they_were_written()
    {
        for (var (seed, read) = (0, 0); read < 10_000; seed++)
        {
            var random = new RandomTree(seed);
            var tree = random.Query();
            if (random.Tables > AdqlLimits.Tables) continue;
            read++;
            var text = AdqlWriter.Write(tree);
            try
            {
                Assert.Equal("", TreeDifference.Of(tree, AdqlParser.Parse(text).Query));
            }
            catch (Exception e)
            {
                throw new InvalidOperationException($"Seed {seed}: {text}", e);
            }
        }
    }

    [Fact]
    public void What_a_program_builds_can_be_read()
    {
        var tree = new Query(new Select([new ValueItem(new UnaryExpression(UnaryOperator.Minus, new NumberLiteral(-5, IsInteger: true) { Integer = -5 }), Identifier.Exact("date")), new ValueItem(FunctionCall.Of("MAX", new NumberLiteral(-0.5)))],
            [new NamedTable([new Identifier("_x", Quoted: false), Identifier.Exact("t")])]));
        var text = AdqlWriter.Write(tree);
        Assert.Equal("SELECT -(-5) AS \"date\", MAX((-0.5)) FROM \"_x\".\"t\"", text);
        Assert.Empty(AdqlParser.Parse(text, AdqlMode.Strict).Warnings);
    }
}
