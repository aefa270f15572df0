namespace Lamost.Vo.Spectra.Synthetic;

/// <summary>An absorption line of stars.</summary>
/// <param name="Wavelength">Vacuum, Angstrom.</param>
/// <param name="Width">Equivalent width in Angstrom at the temperature where it is strongest.</param>
/// <param name="Peak">That temperature, K.</param>
/// <param name="Hotter">How fast it fades in hotter stars: the natural logarithm of the temperature at which it has e^-1 of its width.</param>
/// <param name="Cooler">The same for cooler stars.</param>
/// <param name="Core">Standard deviation of its profile in Angstrom, without the instrument.</param>
/// <param name="Metals">How its width depends on the metallicity, as a power of it; 0 for hydrogen and helium.</param>
/// <param name="Gravity">How its width depends on the gravity, as a power of it.</param>
readonly record struct StellarLine(double Wavelength, double Width, double Peak, double Hotter, double Cooler, double Core, double Metals = 0.5, double Gravity = 0)
{
    /// <summary>Equivalent width in a star, Angstrom.</summary>
    public double In(StellarParameters star)
    {
        var distance = Math.Log(star.Teff / Peak);
        var scaled = distance / (distance > 0 ? Hotter : Cooler);
        return Width * Math.Exp(-scaled * scaled) * Math.Pow(10, Metals * star.FeH + Gravity * (star.LogG - 4.4));
    }
}

/// <summary>The lines of stars between 3600 and 9200 A: the strong ones where they are, and a forest of weak ones that is invented, but always the same.</summary>
static class LineList
{
    /// <summary>The Balmer lines, whose wings are wide; H-alpha is first.</summary>
    public static readonly StellarLine[] Balmer =
    [
        .. Like(new(0, 0, 9300, 1.05, 0.39, 2.0, 0),
        [
            (6564.61, 10), (4862.69, 14), (4341.69, 15), (4102.89, 15), (3971.20, 14), (3890.16, 12), (3836.48, 9.5), (3798.99, 7.5), (3771.70, 6), (3751.22, 4.7),
            (3735.43, 3.8),
            (3722.99, 3), (3713.03, 2.5), (3704.92, 2), (3698.21, 1.6), (3692.61, 1.3),
        ]),
    ];

    /// <summary>All others.</summary>
    public static readonly StellarLine[] Metals =
    [
        // Calcium: H and K, 4227, the triplet, and the neutral lines of the red.
        new(3934.77, 23, 4300, 0.5, 0.7, 2.9, 0.4), new(3969.59, 19, 4300, 0.5, 0.7, 2.6, 0.4),
        new(4227.92, 8, 3500, 0.33, 0.6, 1.6, 0.5, 0.1),
        new(8500.35, 1.6, 4600, 0.65, 0.55, 1.0, 0.4, -0.08), new(8544.44, 4.0, 4600, 0.65, 0.55, 1.5, 0.4, -0.08),
            new(8664.52, 3.2, 4600, 0.65, 0.55, 1.4, 0.4, -0.08),
        .. Many(3700, 0.5, 0.5, [(6104.41, 0.35), (6123.91, 0.5), (6163.88, 0.55), (6440.85, 0.4), (6464.35, 0.35), (6495.57, 0.4), (6719.54, 0.25), (5590.3, 0.35),
            (5595.99, 0.35), (5858.98, 0.3), (6451.6, 0.2), (6473.4, 0.2), (6501.4, 0.15)]),
        // Sodium, potassium, magnesium, aluminium.
        new(5891.58, 7, 3300, 0.42, 0.9, 1.6, 0.5, 0.12), new(5897.56, 6, 3300, 0.42, 0.9, 1.5, 0.5, 0.12),
        new(8185.51, 1.6, 3200, 0.35, 0.8, 0.8, 0.5, 0.25), new(8197.08, 2.2, 3200, 0.35, 0.8, 0.9, 0.5, 0.25),
        new(7667.01, 1.8, 3000, 0.4, 0.8, 0.8, 0.5, 0.15), new(7701.09, 1.4, 3000, 0.4, 0.8, 0.8, 0.5, 0.15),
        new(5168.76, 1.5, 4300, 0.5, 0.6, 0.6, 0.5, 0.08), new(5174.13, 2.0, 4300, 0.5, 0.6, 0.7, 0.5, 0.08), new(5185.05, 2.6, 4300, 0.5, 0.6, 0.85, 0.5, 0.08),
        new(3830.44, 2.2, 4600, 0.45, 0.6, 1, 0.5), new(3833.39, 2.8, 4600, 0.45, 0.6, 1.2, 0.5), new(3839.38, 3.2, 4600, 0.45, 0.6, 1.3, 0.5),
        new(3945.12, 0.9, 4600, 0.4, 0.6, 0.6), new(3962.64, 1.0, 4600, 0.4, 0.6, 0.6), new(4482.4, 0.6, 9500, 0.5, 0.35, 0.5, 0.4),
            new(8809.18, 0.6, 4700, 0.5, 0.5, 0.5),
        // Iron in the blue and in the red.
        .. Many(4300, 0.4, 0.6,
        [
            (3720.99, 1.6), (3735.93, 2.4), (3738.2, 1.6), (3746.63, 1.5), (3749.33, 1.7), (3759.3, 1.3), (3816.92, 1.0), (3821.51, 1.3), (3826.97, 1.1),
            (3857.46, 1.0), (3861.0, 1.4), (3887.4, 0.9),
            (4046.96, 1.5), (4064.74, 1.2), (4072.88, 1.1), (4144.6, 0.8), (4203.2, 0.7), (4251.4, 0.9), (4261.7, 0.8), (4272.9, 1.2), (4308.9, 1.0),
            (4326.98, 1.3), (4384.78, 1.4), (4405.99, 1.1),
            (4416.4, 0.8), (4529.9, 0.6), (4532.4, 0.5), (4669.4, 0.4), (4872.7, 0.55), (4892.9, 0.6), (4921.87, 0.6), (4958.98, 0.7), (5007.6, 0.5), (5013.5, 0.3),
            (5042.5, 0.5), (5051.2, 0.4),
            (5080.6, 0.45), (5099.1, 0.3), (5111.8, 0.35), (5124.9, 0.3), (5128.8, 0.25), (5140.8, 0.4), (5143.0, 0.4), (5152.3, 0.25), (5192.9, 0.35),
            (5203.8, 0.3), (5228.6, 0.7), (5234.4, 0.55), (5268.0, 0.65),
            (5270.99, 0.95), (5282.9, 0.3), (5284.7, 0.35), (5303.8, 0.25), (5325.7, 0.5), (5329.5, 0.85), (5341.5, 0.5), (5366.4, 0.3), (5371.0, 0.4),
            (5372.99, 0.7), (5384.9, 0.3), (5398.6, 0.6), (5407.3, 0.65),
            (5431.2, 0.65), (5436.0, 0.45), (5448.4, 0.7), (5457.1, 0.6), (5574.4, 0.35), (5588.3, 0.35), (5617.2, 0.45), (5660.4, 0.25), (6066.9, 0.2),
            (6138.3, 0.35), (6193.3, 0.3), (6231.0, 0.3), (6232.4, 0.3),
            (6254.3, 0.25), (6266.9, 0.2), (6303.2, 0.25), (6319.8, 0.2), (6337.0, 0.25), (6356.8, 0.2), (6395.4, 0.3), (6401.8, 0.35), (6413.4, 0.3),
            (6422.9, 0.25), (6432.6, 0.25), (6463.9, 0.2), (6496.8, 0.3),
            (6520.2, 0.15), (6548.0, 0.25), (6571.0, 0.15), (6594.7, 0.25), (6595.7, 0.15), (6611.9, 0.15), (6665.3, 0.2), (6679.8, 0.3), (6705.4, 0.12),
            (6728.5, 0.12), (6752.0, 0.2), (6841.7, 0.12), (8329.3, 0.4),
            (8390.1, 0.5), (8470.6, 0.25), (8516.4, 0.35), (8691.0, 0.5), (8826.6, 0.5),
        ]),
        // Chromium, titanium, nickel, manganese, strontium, barium.
        .. Many(4000, 0.4, 0.7,
        [
            (4031.9, 1.0), (4034.2, 0.8), (4035.6, 0.7), (4255.5, 1.0), (4276.0, 0.9), (4290.9, 0.8), (5206.0, 0.7), (5207.5, 0.8), (5209.9, 0.9), (5347.3, 0.3),
            (5411.3, 0.35), (4983.1, 0.35), (4992.5, 0.4),
            (5000.9, 0.4), (5008.6, 0.3), (5015.6, 0.4), (5041.4, 0.3), (5066.1, 0.25), (5175.2, 0.3), (5194.4, 0.3), (5211.8, 0.35), (6645.5, 0.15),
            (6769.6, 0.18), (6744.9, 0.1), (6262.8, 0.15), (6559.6, 0.1),
            (5036.8, 0.25), (5082.0, 0.3), (5085.6, 0.2), (5478.4, 0.35),
        ]),
        .. Many(5600, 0.5, 0.45, [(4078.85, 0.6), (4216.7, 0.5), (4555.3, 0.4), (4935.4, 0.3), (6143.4, 0.25), (6498.7, 0.25), (4924.9, 0.4), (5019.8, 0.35),
            (5170.4, 0.4), (5318.1, 0.25), (4550.9, 0.4), (4584.7, 0.4)]),
        // Helium, silicon, oxygen and the Paschen series of hot stars.
        .. Like(new(0, 0, 21000, 0.55, 0.32, 0.9, 0), [(4027.3, 1.7), (4121.98, 0.4), (4145.0, 0.8), (4389.16, 1.0), (4472.73, 1.6), (4714.5, 0.4), (4923.3, 0.8),
            (5017.1, 0.5), (5877.25, 1.1), (6680.0, 0.9), (7067.1, 0.8)]),
        .. Like(new(0, 0, 42000, 0.6, 0.25, 1.0, 0), [(4201.0, 0.6), (4542.9, 0.8), (4687.0, 0.9), (5413.0, 0.9)]),
        new(6348.9, 0.35, 12000, 0.35, 0.45, 0.5), new(6373.1, 0.25, 12000, 0.35, 0.45, 0.5), new(7775.4, 1.6, 9000, 0.5, 0.3, 1.0),
            new(8448.6, 1.2, 10500, 0.6, 0.35, 0.9),
        .. Like(new(0, 0, 9500, 0.7, 0.22, 4.5, 0), [(8470, 1.6), (8504.8, 2.2), (8547.7, 2.8), (8600.8, 3.4), (8667.4, 4.0), (8752.9, 4.8), (8865.3, 5.2),
            (9017.8, 5.6)]),
        // The G band and cyanogen, as many lines close together.
        .. Many(4800, 0.24, 0.35, [(4297, 1.7), (4299.5, 1.7), (4302, 1.6), (4304.5, 1.6), (4307, 2), (4310, 2.2), (4312.5, 1.7), (4314.5, 1.4), (4323.9, 0.9)], 1.1),
        .. Many(4400, 0.26, 0.5, [(3862, 1.6), (3866, 1.6), (3870, 1.7), (3874, 1.8), (3878, 2), (3882, 1.9), (3850, 1.3), (3855, 1.4), (4196, 0.4), (4206, 0.6),
            (4212, 0.8)], 1.6),
        .. Forest(),
    ];

    static IEnumerable<StellarLine> Like(StellarLine pattern, (double Wavelength, double Width)[] lines) =>
        lines.Select(l => pattern with { Wavelength = l.Wavelength, Width = l.Width });

    static IEnumerable<StellarLine> Many(double peak, double hotter, double cooler, (double Wavelength, double Width)[] lines, double core = 0.16) =>
        lines.Select(l => new StellarLine(l.Wavelength, 0.95 * l.Width, peak, hotter, cooler, core + 0.3 * l.Width));

    /// <summary>Weak lines, closer and deeper towards the blue.</summary>
    static IEnumerable<StellarLine> Forest()
    {
        var random = new SyntheticRandom(20111024);
        for (var at = 3600.0; at < 9200;)
        {
            var gap = at < 4500 ? 2.2 : at < 5450 ? 1.5 : at < 6900 ? 4 : 14;
            at -= gap * Math.Log(1 - random.Uniform());
            var mean = at < 4500 ? 0.19 : at < 5450 ? 0.085 : at < 6900 ? 0.05 : 0.09;
            var width = Math.Min(-mean * Math.Log(1 - random.Uniform()), 5 * mean);
            yield return new StellarLine(at, width, random.Between(3900, 4900), random.Between(0.36, 0.48), 0.8, 0.16 + 0.3 * width);
        }
    }
}
