namespace Lamost.Vo.Spectra.Synthetic;

/// <summary>What a pipeline takes for the continuum: a line along the upper edge of the flux.</summary>
static class PseudoContinuum
{
    const int Pieces = 24;

    /// <summary>The continuum of a flux without noise; positive wherever the flux is in most of the neighbourhood.</summary>
    public static double[] Of(double[] flux)
    {
        var (at, height) = (new double[Pieces], new double[Pieces]);
        var piece = new double[flux.Length / Pieces + 1];
        for (var k = 0; k < Pieces; k++)
        {
            var (from, to) = (k * flux.Length / Pieces, (k + 1) * flux.Length / Pieces);
            flux.AsSpan(from, to - from).CopyTo(piece);
            piece.AsSpan(0, to - from).Sort();
            (at[k], height[k]) = ((from + to - 1) / 2.0, piece[(int)(0.9 * (to - from))]);
        }
        var continuum = new double[flux.Length];
        for (int i = 0, k = 0; i < continuum.Length; i++)
        {
            while (k < Pieces - 2 && i > at[k + 1]) k++;
            var part = Math.Clamp((i - at[k]) / (at[k + 1] - at[k]), -0.5, 1.5);
            continuum[i] = height[k] + part * (height[k + 1] - height[k]);
        }
        return continuum;
    }
}
