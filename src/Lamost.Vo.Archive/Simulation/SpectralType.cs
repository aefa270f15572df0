namespace Lamost.Vo.Archive.Simulation;

/// <summary>One value of <c>subclass</c> for stars.</summary>
/// <param name="Name">As published.</param>
/// <param name="Share">Among stars of its kind, in percent.</param>
/// <param name="Temperature">Typical effective temperature, K.</param>
/// <param name="Giants">The part that are giants.</param>
sealed record SpectralType(string Name, double Share, double Temperature, double Giants)
{
    /// <summary>The name in ASCII bytes.</summary>
    public byte[] Bytes { get; } = System.Text.Encoding.ASCII.GetBytes(Name);

    /// <summary>Whether LASP gives parameters: A, F, G and K stars.</summary>
    public bool HasParameters { get; } = Name.Length == 2 && "AFGK".Contains(Name[0]);

    /// <summary>A, F, G and K stars: the classifier's comb of templates as counted in DR10 v2.0. Types it lists without a share are given a trace.</summary>
    public static readonly SpectralType[] Afgk =
    [
        new("A0", 0.05, 9600, 0), new("A1", 1.3, 8900, 0), new("A2", 0.6, 8500, 0), new("A3", 0.1, 8250, 0), new("A5", 0.9, 7900, 0),
        new("A6", 0.6, 7650, 0), new("A7", 1.3, 7450, 0), new("A9", 0.05, 7150, 0),
        new("F0", 7.3, 6720, 0), new("F2", 2.8, 6500, 0.01), new("F3", 0.4, 6450, 0.01), new("F4", 0.3, 6400, 0.01), new("F5", 8.1, 6270, 0.01),
        new("F6", 1.9, 6180, 0.01), new("F7", 3.4, 6080, 0.01), new("F8", 0.6, 6020, 0.02), new("F9", 4.9, 5960, 0.02),
        new("G0", 3.5, 5910, 0.03), new("G1", 0.6, 5860, 0.03), new("G2", 7.6, 5800, 0.06), new("G3", 10.8, 5680, 0.12), new("G4", 1.4, 5590, 0.2),
        new("G5", 13.2, 5440, 0.44), new("G6", 1.4, 5320, 0.66), new("G7", 4.8, 5180, 0.76), new("G8", 4.2, 5050, 0.8), new("G9", 1.4, 4950, 0.82),
        new("K0", 0.7, 4880, 0.8), new("K1", 2.5, 4800, 0.8), new("K2", 0.03, 4720, 0.75), new("K3", 3.5, 4640, 0.7), new("K4", 1.1, 4450, 0.6),
        new("K5", 5.5, 4260, 0.48), new("K7", 3.1, 4020, 0.12),
    ];

    /// <summary>M stars: dwarfs, giants, subdwarfs.</summary>
    public static readonly SpectralType[] M =
    [
        new("dM0", 27, 3900, 0), new("dM1", 20, 3700, 0), new("dM2", 15, 3530, 0), new("dM3", 12, 3350, 0), new("dM4", 9, 3220, 0), new("dM5", 3, 3080, 0),
        new("dM6", 1, 2950, 0), new("dM7", 0.5, 2820, 0), new("dM8", 0.2, 2700, 0), new("dM9", 0.1, 2550, 0),
        new("gM0", 2.5, 3850, 1), new("gM1", 2, 3780, 1), new("gM2", 1.5, 3700, 1), new("gM3", 1.2, 3600, 1), new("gM4", 0.8, 3500, 1), new("gM5", 0.5, 3400, 1),
        new("gM6", 0.3, 3300, 1), new("sdM0", 0.9, 3850, 0), new("sdM1", 0.8, 3680, 0), new("sdM2", 0.4, 3500, 0), new("sdM4", 0.2, 3200, 0),
    ];

    /// <summary>The rest.</summary>
    public static readonly SpectralType[] Others =
    [
        new("DoubleStar", 68, 5000, 0), new("WD", 8, 15000, 0), new("CV", 1, 9000, 0), new("Carbon", 4, 3600, 1), new("EM", 3, 6000, 0), new("B6", 6, 13500, 0),
        new("B9", 5, 11000, 0), new("OB", 5, 20000, 0),
    ];

    /// <summary>Draws a type of a list by its shares.</summary>
    public static SpectralType Draw(SpectralType[] types, double total, ref Draws draws)
    {
        var left = draws.Unit() * total;
        foreach (var type in types)
        {
            left -= type.Share;
            if (left < 0) return type;
        }
        return types[^1];
    }

    /// <summary>The sum of shares of each list.</summary>
    public static readonly double AfgkTotal = Afgk.Sum(t => t.Share), MTotal = M.Sum(t => t.Share), OthersTotal = Others.Sum(t => t.Share);
}
