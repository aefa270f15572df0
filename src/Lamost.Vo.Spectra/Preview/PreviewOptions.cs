namespace Lamost.Vo.Spectra.Preview;

/// <summary>How a preview looks. Immutable.</summary>
public sealed record PreviewOptions
{
    /// <summary>The least and the greatest <see cref="Width"/>.</summary>
    public const int MinWidth = 120, MaxWidth = 2000;

    /// <summary>The least and the greatest <see cref="Height"/>.</summary>
    public const int MinHeight = 80, MaxHeight = 1500;

    /// <summary>The greatest <see cref="PixelRatio"/>.</summary>
    public const int MaxPixelRatio = 2;

    /// <summary>CSS pixels; <see cref="MinWidth"/> to <see cref="MaxWidth"/>.</summary>
    public int Width { get; init; } = 900;

    /// <summary>CSS pixels; <see cref="MinHeight"/> to <see cref="MaxHeight"/>.</summary>
    public int Height { get; init; } = 400;

    /// <summary>Pixels of a PNG for one CSS pixel, 1 or <see cref="MaxPixelRatio"/> (for dense screens); SVG has no use for it.</summary>
    public int PixelRatio { get; init; } = 1;

    /// <summary>Colours.</summary>
    public PreviewTheme Theme { get; init; }

    /// <summary>Small pictures have room for the curve and little else.</summary>
    internal bool IsThumbnail => Width < 480 || Height < 240;

    /// <exception cref="ArgumentOutOfRangeException">A size is out of its range.</exception>
    internal void Check(int minWidth = MinWidth, int minHeight = MinHeight)
    {
        Within(Width, minWidth, MaxWidth, nameof(Width));
        Within(Height, minHeight, MaxHeight, nameof(Height));
        Within(PixelRatio, 1, MaxPixelRatio, nameof(PixelRatio));
    }

    static void Within(int value, int least, int greatest, string name)
    {
        if (value < least || value > greatest) throw new ArgumentOutOfRangeException(name, value, $"{name} is {value}; it must be from {least} to {greatest}.");
    }
}

/// <summary>Colours of a preview.</summary>
public enum PreviewTheme
{
    /// <summary>Dark on white.</summary>
    Light,

    /// <summary>Bright on near black.</summary>
    Dark,
}
