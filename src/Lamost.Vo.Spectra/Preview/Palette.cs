namespace Lamost.Vo.Spectra.Preview;

/// <summary>The colours of a theme. Blue and orange are told apart by all kinds of colour vision; nothing is told by colour alone.</summary>
sealed record Palette
{
    internal static readonly Palette Light = new()
    {
        Background = Rgba.Of(0xFFFFFF),
        Text = Rgba.Of(0x1B242D),
        Muted = Rgba.Of(0x56626E),
        Frame = Rgba.Of(0x7B8794),
        Grid = Rgba.Of(0xECEFF2),
        Curve = Rgba.Of(0x1D5A96),
        RedCurve = Rgba.Of(0xB04A1E),
        Mark = Rgba.Of(0x8A6414),
        Masked = Rgba.Of(0xA3ADB7),
        Warning = Rgba.Of(0xB03A2E),
        Times = (0, 0.84),
    };

    internal static readonly Palette Dark = new()
    {
        Background = Rgba.Of(0x11161C),
        Text = Rgba.Of(0xE8ECF0),
        Muted = Rgba.Of(0x9BA7B3),
        Frame = Rgba.Of(0x6B7885),
        Grid = Rgba.Of(0x222A33),
        Curve = Rgba.Of(0x83B9EE),
        RedCurve = Rgba.Of(0xF2986C),
        Mark = Rgba.Of(0xD8B25A),
        Masked = Rgba.Of(0x56616D),
        Warning = Rgba.Of(0xF08A7C),
        Times = (0.24, 1),
    };

    // Viridis (S. van der Walt and N. Smith, CC0) at steps of an eighth: even in lightness, for all kinds of colour vision.
    static readonly Rgba[] Viridis =
    [
        Rgba.Of(0x440154), Rgba.Of(0x472D7B), Rgba.Of(0x3B528B), Rgba.Of(0x2C728E), Rgba.Of(0x21918C), Rgba.Of(0x28AE80), Rgba.Of(0x5EC962), Rgba.Of(0xADDC30), Rgba.Of(0xFDE725),
    ];

    internal required Rgba Background { get; init; }

    internal required Rgba Text { get; init; }

    internal required Rgba Muted { get; init; }

    internal required Rgba Frame { get; init; }

    internal required Rgba Grid { get; init; }

    /// <summary>Low resolution, and the blue arm.</summary>
    internal required Rgba Curve { get; init; }

    internal required Rgba RedCurve { get; init; }

    /// <summary>Spectral lines.</summary>
    internal required Rgba Mark { get; init; }

    internal required Rgba Masked { get; init; }

    internal required Rgba Warning { get; init; }

    /// <summary>The part of the sequence of colours that stands out from the background.</summary>
    internal required (double From, double To) Times { get; init; }

    internal static Palette Of(PreviewTheme theme) => theme == PreviewTheme.Dark ? Dark : Light;

    /// <summary>The colour of a time, 0 for the first to 1 for the last.</summary>
    internal Rgba Time(double at)
    {
        var place = (Times.From + (Times.To - Times.From) * Math.Clamp(at, 0, 1)) * (Viridis.Length - 1);
        var first = Math.Min((int)place, Viridis.Length - 2);
        var (a, b, part) = (Viridis[first], Viridis[first + 1], place - first);
        return new(Mix(a.R, b.R, part), Mix(a.G, b.G, part), Mix(a.B, b.B, part));
    }

    static byte Mix(byte a, byte b, double part) => (byte)Math.Round(a + (b - a) * part);
}
