using Lamost.Vo.Adql.Syntax;

namespace Lamost.Vo.Adql.Diagnostics;

/// <summary>Reports what is not part of ADQL 2.1 but can mean only one thing.</summary>
static class ExtensionUse
{
    /// <summary>A warning in the tolerant mode, an error with the same text in the strict one.</summary>
    public static void Extension(this DiagnosticBag bag, AdqlMode mode, Message message, TextSpan span)
    {
        if (mode == AdqlMode.Tolerant) bag.Warning(message, span);
        else bag.Error(message, span);
    }
}
