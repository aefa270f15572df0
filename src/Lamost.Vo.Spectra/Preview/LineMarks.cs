namespace Lamost.Vo.Spectra.Preview;

/// <summary>Marks spectral lines: a faint line through the plot for each, and above it labels that do not touch each other.</summary>
static class LineMarks
{
    internal const double LabelSize = 11, RowHeight = 13;

    const int Rows = 2;
    const double LabelSpace = 5, TickLength = 5;

    /// <summary>A line that is marked.</summary>
    /// <param name="Label">Null when there was no room for it.</param>
    /// <param name="At">Centre of the label.</param>
    /// <param name="Row">0 next to the plot.</param>
    /// <param name="Places">Where the lines are, units of the canvas.</param>
    internal sealed record Mark(string? Label, double At, int Row, double[] Places);

    /// <summary>Places marks, the first lines first; those that find no room keep their mark and lose their label.</summary>
    internal static List<Mark> Place(IReadOnlyList<SpectralLine> lines, double shift, PlotScale scale)
    {
        List<Mark> marks = [];
        var taken = new List<Interval>[Rows];
        for (var row = 0; row < Rows; row++) taken[row] = [];
        foreach (var line in lines)
        {
            var places = line.Wavelengths.Select(w => w * shift).Where(scale.X.Has).Select(scale.AtX).ToArray();
            if (places.Length == 0) continue;
            var width = Width(line.Label);
            var at = Math.Round(Math.Clamp((places[0] + places[^1]) / 2, scale.Area.Left + width / 2, Math.Max(scale.Area.Left + width / 2, scale.Area.Right - width / 2)));
            var room = new Interval(at - width / 2 - LabelSpace, at + width / 2 + LabelSpace);
            var row = Array.FindIndex(taken, r => r.TrueForAll(t => t.High <= room.Low + LabelSpace || t.Low >= room.High - LabelSpace));
            if (row >= 0) taken[row].Add(room);
            marks.Add(new(row < 0 ? null : line.Label, at, Math.Max(0, row), places));
        }
        return marks;
    }

    /// <summary>The room above the plot that labels need.</summary>
    internal static double Room(IEnumerable<Mark> marks) => marks.Where(m => m.Label is not null).Select(m => (m.Row + 1) * RowHeight + 2).DefaultIfEmpty(0).Max();

    static double Width(string label) => StrokeFont.Measure(label, LabelSize) * StrokeFont.Allowance;

    internal static void Draw(ICanvas canvas, PlotRect area, List<Mark> marks, Palette palette)
    {
        foreach (var mark in marks)
        {
            foreach (var place in mark.Places)
            {
                var x = Axes.Sharp(place);
                canvas.Line([new(x, area.Top + TickLength), new(x, area.Bottom)], palette.Mark.Veil(mark.Label is null ? 0.18 : 0.34), 1);
                canvas.Line([new(x, area.Top), new(x, area.Top + TickLength)], palette.Mark, 1);
            }
            if (mark.Label is null) continue;
            canvas.Text(new(mark.At, area.Top - 5 - mark.Row * RowHeight), mark.Label, new(LabelSize, palette.Mark, TextAnchor.Middle));
            var isFree = marks.TrueForAll(m => m.Label is null || m.Row > 0 || Math.Abs(m.At - mark.At) > Width(m.Label) / 2 + 4);
            var middle = Axes.Sharp(mark.At);
            if (mark.Row > 0 && isFree) canvas.Line([new(middle, area.Top - 3), new(middle, area.Top - mark.Row * RowHeight)], palette.Mark.Veil(0.5), 1);
        }
    }
}
