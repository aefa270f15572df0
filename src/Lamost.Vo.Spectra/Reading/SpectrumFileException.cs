namespace Lamost.Vo.Spectra.Reading;

/// <summary>
/// A file that is no spectrum of LAMOST, is damaged, or contradicts itself. The message is for the person who has the file: its name without directory, the HDU and the
/// keyword, what is wrong and what would be right. What it cites of the file is short and printable.
/// </summary>
public sealed class SpectrumFileException : Exception
{
    /// <summary>For a file.</summary>
    /// <param name="fileName">Its name; a directory before it is left out.</param>
    /// <param name="problem">What is wrong, a sentence.</param>
    /// <param name="inner">What was thrown below.</param>
    public SpectrumFileException(string fileName, string problem, Exception? inner = null)
        : base($"{Printable(Path.GetFileName(fileName))}: {Printable(problem)}", inner) => FileName = Path.GetFileName(fileName);

    /// <summary>Name of the file, without directory.</summary>
    public string FileName { get; }

    static string Printable(string text) => text.AsSpan().ContainsAnyExceptInRange(' ', '~')
        ? string.Create(text.Length, text, (to, from) => { for (var i = 0; i < to.Length; i++) to[i] = from[i] is >= ' ' and <= '~' ? from[i] : '?'; })
        : text;
}
