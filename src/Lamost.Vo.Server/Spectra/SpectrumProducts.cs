using System.Buffers;
using System.Text;
using Lamost.Vo.Archive.Errors;
using Lamost.Vo.Server.Http;
using Lamost.Vo.Spectra;
using Lamost.Vo.Spectra.Preview;
using Lamost.Vo.Spectra.Writing;

namespace Lamost.Vo.Server.Spectra;

/// <summary>The forms of a spectrum, as bytes.</summary>
static class SpectrumProducts
{
    /// <summary>Makes one.</summary>
    /// <param name="format">The form.</param>
    /// <param name="spectrum">The pixels.</param>
    /// <param name="about">What the archive says.</param>
    /// <param name="picture">How a picture looks.</param>
    public static ReadOnlyMemory<byte> Make(SpectrumFormat format, Spectrum spectrum, DatasetDescription about, PreviewOptions picture)
    {
        if (format.Write is { } write)
        {
            var output = new ArrayBufferWriter<byte>(spectrum.Length * 32 + (32 << 10));
            write(output, spectrum, about);
            return output.WrittenMemory;
        }
        return format == SpectrumFormats.Svg ? Encoding.UTF8.GetBytes(SpectrumPreview.Svg([spectrum], about, picture)) : SpectrumPreview.Png([spectrum], about, picture);
    }

    /// <summary>How a picture is asked to look: <c>width</c>, <c>height</c>, <c>theme</c>, <c>ratio</c>.</summary>
    /// <exception cref="VoException">LVO-SPEC-1003: one of them is out of its range.</exception>
    public static PreviewOptions Picture(DaliParameters parameters, PreviewOptions otherwise)
    {
        var theme = parameters.Single("THEME")?.ToLowerInvariant() switch
        {
            null => otherwise.Theme,
            "light" => PreviewTheme.Light,
            "dark" => PreviewTheme.Dark,
            var other => throw Refused($"THEME is \"{(other.Length <= 40 ? other : other[..40])}\".", "It is light or dark."),
        };
        return otherwise with
        {
            Theme = theme,
            Width = Whole("WIDTH", PreviewOptions.MinWidth, PreviewOptions.MaxWidth, otherwise.Width),
            Height = Whole("HEIGHT", PreviewOptions.MinHeight, PreviewOptions.MaxHeight, otherwise.Height),
            PixelRatio = Whole("RATIO", 1, PreviewOptions.MaxPixelRatio, otherwise.PixelRatio),
        };

        int Whole(string name, int least, int most, int value)
        {
            if (parameters.Single(name) is not { } text) return value;
            return int.TryParse(text, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var number) && number >= least && number <= most
                ? number
                : throw Refused($"{name} is \"{(text.Length <= 40 ? text : text[..40])}\".", $"It is a whole number from {least} to {most}.");
        }
    }

    static VoException Refused(string message, string hint) => new(new VoError("LVO-SPEC-1003", Remedy.MendRequest, message) { Hint = hint });
}
