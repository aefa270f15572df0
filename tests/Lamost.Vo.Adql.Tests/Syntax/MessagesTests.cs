using System.Reflection;
using Lamost.Vo.Adql.Diagnostics;
using Lamost.Vo.Adql.Syntax;
using Xunit;

namespace Lamost.Vo.Adql.Tests.Syntax;

public sealed class MessagesTests
{
    [Fact]
    public void Every_message_and_hint_is_there_in_Chinese()
    {
        var wordings = Wordings().ToList();
        Assert.InRange(wordings.Count, 150, 10_000);
        Assert.All(wordings, w =>
        {
            Assert.NotEmpty(w.Wording.English);
            Assert.DoesNotContain(w.Wording.English, IsChinese);
            // A place that only a keyword can take is named by it.
            if (!w.IsPlace) Assert.True(w.Wording.Chinese.Any(IsChinese), w.Wording.English);
        });
    }

    [Fact]
    public void Every_code_of_the_syntax_is_of_its_family() =>
        Assert.All(Messages().Where(m => m.Code.StartsWith("LVO-ADQL-01", StringComparison.Ordinal) || m.Code.StartsWith("LVO-ADQL-05", StringComparison.Ordinal)), m => Assert.Matches("^LVO-ADQL-0(10[1-8]|50[1-4])$", m.Code));

    [Fact]
    public void A_refusal_is_told_in_Chinese()
    {
        var error = Assert.Throws<AdqlException>(() => AdqlParser.Parse("SELECT ra\nFORM t WHERE")).Errors[0];
        Assert.Equal("此处应为 FROM，或逗号和下一列，却遇到 \"FORM\"。（第 2 行，第 1 列）\nFORM t WHERE\n^^^^\n是否想写 FROM？", error.ToString(Language.Chinese));
    }

    static bool IsChinese(char c) => c is >= '\u4E00' and <= '\u9FFF';

    static IEnumerable<(Wording Wording, bool IsPlace)> Wordings() => Messages().SelectMany(m => new[] { m.Text, m.Hint }).OfType<Wording>().Select(w => (w, false))
        .Concat(Members<Expectation>().Select(e => (e.Text, true))).Concat(Members<Wording>().Select(w => (w, w.English.StartsWith('"'))));

    static IEnumerable<Message> Messages() => Members<Message>();

    // The fields, and what the methods give for names, numbers and pieces.
    static IEnumerable<T> Members<T>() where T : class
    {
        const BindingFlags Static = BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic;
        var type = typeof(Lamost.Vo.Adql.Diagnostics.Messages);
        var fields = type.GetFields(Static).Where(f => f.FieldType == typeof(T)).Select(f => f.GetValue(null));
        var methods = type.GetMethods(Static).Where(m => m.ReturnType == typeof(T) && !m.IsPrivate && m.GetParameters().All(p => Sample(p.ParameterType) is not null))
            .Select(m => m.Invoke(null, [.. m.GetParameters().Select(p => Sample(p.ParameterType))]));
        return fields.Concat(methods).Cast<T>();
    }

    static object? Sample(Type type) => type == typeof(string) ? "name" : type == typeof(int) ? 3 : type == typeof(long) ? 3L : type == typeof(char) ? '#' : type == typeof(Wording) ? new Wording("a thing", "某物")
        : type == typeof(Token) ? new Token(TokenKind.Word, Keyword.None, TokenTraits.None, 0, 2) : null;
}
