using System.Globalization;

namespace Lamost.Vo.Archive.Simulation;

/// <summary>A source with the measurements of its visits. Filled anew for each source.</summary>
sealed class EpochRow
{
    /// <summary>How a value that is missing stands in a list.</summary>
    const int Missing = -9999;

    static readonly string[] Formats = ["F0", "F1", "F2", "F3", "F4", "F5", "F6"];

    readonly List<byte[]> _lists = [];
    readonly List<int> _lengths = [];
    readonly byte[] _uid = new byte[20];

    /// <summary>The source.</summary>
    public readonly Source Source = new();

    /// <summary>Visits, and the exposures of all of them.</summary>
    public int Visits, Exposures;

    /// <summary>Forgets the visits.</summary>
    public void Clear()
    {
        Visits = Exposures = 0;
        for (var list = 0; list < _lengths.Count; list++) _lengths[list] = 0;
    }

    /// <summary>The source's key: its letter and the number of its triangle.</summary>
    public ReadOnlySpan<byte> Uid() => Source.Uid(_uid);

    /// <summary>A list, with hyphens between its members: two before a negative one.</summary>
    /// <param name="list">Its number.</param>
    public ReadOnlySpan<byte> List(int list) => list < _lists.Count ? _lists[list].AsSpan(0, _lengths[list]) : default;

    /// <summary>Adds a member to a list.</summary>
    /// <param name="list">Its number.</param>
    /// <param name="value">The member; NaN is written as the survey's mark for what is missing.</param>
    /// <param name="decimals">0 to 6.</param>
    public void Add(int list, double value, int decimals)
    {
        while (_lists.Count <= list)
        {
            _lists.Add(new byte[512]);
            _lengths.Add(0);
        }
        var (bytes, length) = (_lists[list], _lengths[list]);
        if (bytes.Length - length < 40) Array.Resize(ref bytes, 2 * bytes.Length);
        if (length > 0) bytes[length++] = (byte)'-';
        (double.IsNaN(value) ? Missing : value).TryFormat(bytes.AsSpan(length), out var written, Formats[decimals], CultureInfo.InvariantCulture);
        (_lists[list], _lengths[list]) = (bytes, length + written);
    }
}
