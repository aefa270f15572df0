namespace Lamost.Vo.Spectra.Preview;

/// <summary>
/// How much of each pixel a shape covers, 0 to 255, for one shape after the other. Strokes of one shape that overlap cover a pixel as the one does that covers most
/// of it, so that joints are not darker than lines.
/// </summary>
sealed class Coverage
{
    /// <summary>Polygons are summed in strips of rows, which bounds the memory.</summary>
    const int StripRows = 64;

    readonly int _width, _height;
    readonly byte[] _mask;
    readonly float[] _strip;

    // The pixels that the shape may cover.
    int _left, _top, _right, _bottom;

    /// <summary>Covers nothing.</summary>
    /// <param name="width">Pixels.</param>
    /// <param name="height">Pixels.</param>
    internal Coverage(int width, int height)
    {
        (_width, _height) = (width, height);
        _mask = new byte[width * height];
        _strip = new float[(width + 2) * Math.Min(StripRows, height)];
        Bounds = (0, 0, width, height);
        Forget();
    }

    /// <summary>Nothing outside of this is covered: left, top, right and bottom in whole pixels.</summary>
    internal (int Left, int Top, int Right, int Bottom) Bounds { get; set; }

    /// <summary>Adds a line with round ends, at least a pixel wide.</summary>
    internal void AddLine(PlotPoint a, PlotPoint b, double lineWidth)
    {
        var reach = lineWidth / 2 + 0.5;
        var (inner, outer) = (Math.Max(0, reach - 1), reach);
        var (innerSquare, outerSquare) = (inner * inner, outer * outer);
        var (dx, dy) = (b.X - a.X, b.Y - a.Y);
        var lengthSquare = dx * dx + dy * dy;
        var scale = lengthSquare > 0 ? 1 / lengthSquare : 0;
        var isSteep = Math.Abs(dy) > Math.Abs(dx);
        var steepness = isSteep ? Math.Abs(dy) / Math.Sqrt(lengthSquare) : 0;
        var firstRow = Math.Max(Bounds.Top, (int)Math.Floor(Math.Min(a.Y, b.Y) - reach));
        var lastRow = Math.Min(Bounds.Bottom - 1, (int)Math.Ceiling(Math.Max(a.Y, b.Y) + reach));
        for (var row = firstRow; row <= lastRow; row++)
        {
            var y = row + 0.5 - a.Y;
            if (isSteep && Math.Abs(y - dy / 2) <= Math.Abs(dy) / 2 - reach)
            {
                AddSteep(row, a.X + y / dy * dx, steepness, reach);
                continue;
            }
            var (low, high) = Span(a.X, dx, dy, y, reach);
            var first = Math.Max(Bounds.Left, (int)Math.Floor(low - reach));
            var last = Math.Min(Bounds.Right - 1, (int)Math.Ceiling(high + reach));
            var at = row * _width;
            for (var column = first; column <= last; column++)
            {
                var x = column + 0.5 - a.X;
                var along = Math.Clamp((x * dx + y * dy) * scale, 0, 1);
                var (offX, offY) = (x - along * dx, y - along * dy);
                var square = offX * offX + offY * offY;
                if (square >= outerSquare) continue;
                var covered = square <= innerSquare ? (byte)255 : (byte)(255 * Math.Min(1, outer - Math.Sqrt(square)) + 0.5);
                if (covered > _mask[at + column]) _mask[at + column] = covered;
            }
            Touch(first, row, last);
        }
    }

    /// <summary>Adds the inside of a polygon that does not overlap itself: the exact area of each pixel.</summary>
    internal void AddPolygon(ReadOnlySpan<PlotPoint> points)
    {
        var (top, bottom) = (double.MaxValue, double.MinValue);
        foreach (var p in points) (top, bottom) = (Math.Min(top, p.Y), Math.Max(bottom, p.Y));
        var (firstRow, endRow) = (Math.Max(Bounds.Top, (int)Math.Floor(top)), Math.Min(Bounds.Bottom, (int)Math.Ceiling(bottom)));
        for (var row = firstRow; row < endRow; row += StripRows)
        {
            var rows = Math.Min(StripRows, endRow - row);
            var strip = _strip.AsSpan(0, (_width + 2) * rows);
            strip.Clear();
            for (var i = 0; i < points.Length; i++) AddEdge(strip, points[i], points[(i + 1) % points.Length], row, rows);
            Sum(strip, row, rows);
        }
    }

    /// <summary>Gives each covered pixel once, and forgets the shape.</summary>
    /// <param name="pixels">Called with the row, the first column, and the coverage from there.</param>
    internal void Take(Action<int, int, ReadOnlySpan<byte>> pixels)
    {
        for (var row = _top; row < _bottom; row++)
        {
            var covered = _mask.AsSpan(row * _width + _left, _right - _left);
            pixels(row, _left, covered);
            covered.Clear();
        }
        Forget();
    }

    // Far enough from both ends, the distance from a steep line is that along the row, foreshortened. Curves of spectra are mostly that.
    void AddSteep(int row, double centre, double steepness, double reach)
    {
        var first = Math.Max(Bounds.Left, (int)(centre - reach / steepness));
        var last = Math.Min(Bounds.Right - 1, (int)(centre + reach / steepness));
        if (last < first) return;
        var mask = _mask.AsSpan(row * _width + first, last - first + 1);
        for (var i = 0; i < mask.Length; i++)
        {
            var covered = (int)(255 * Math.Min(1, reach - Math.Abs(first + i + 0.5 - centre) * steepness) + 0.5);
            if (covered > mask[i]) mask[i] = (byte)covered;
        }
        Touch(first, row, last);
    }

    // The part of the line that is near enough to a row to touch it.
    static (double Low, double High) Span(double x, double dx, double dy, double y, double reach)
    {
        if (Math.Abs(dy) < 1e-9) return (Math.Min(x, x + dx), Math.Max(x, x + dx));
        var from = x + dx * Math.Clamp((y - reach) / dy, 0, 1);
        var to = x + dx * Math.Clamp((y + reach) / dy, 0, 1);
        return (Math.Min(from, to), Math.Max(from, to));
    }

    // Each edge adds, where it passes, the area to its right, signed by its direction; a running sum along the row then gives the area inside.
    void AddEdge(Span<float> strip, PlotPoint a, PlotPoint b, int firstRow, int rows)
    {
        if (a.Y == b.Y) return;
        var direction = a.Y < b.Y ? 1f : -1f;
        if (a.Y > b.Y) (a, b) = (b, a);
        var slope = (b.X - a.X) / (b.Y - a.Y);
        var end = Math.Min(b.Y, firstRow + rows);
        for (var row = Math.Max(firstRow, (int)Math.Floor(a.Y)); row < end; row++)
        {
            var (y0, y1) = (Math.Max(a.Y, row), Math.Min(b.Y, row + 1));
            if (y1 <= y0) continue;
            var x0 = Math.Clamp(a.X + (y0 - a.Y) * slope, 0, _width);
            var x1 = Math.Clamp(a.X + (y1 - a.Y) * slope, 0, _width);
            AddRun(strip.Slice((row - firstRow) * (_width + 2), _width + 2), Math.Min(x0, x1), Math.Max(x0, x1), direction * (float)(y1 - y0));
        }
    }

    static void AddRun(Span<float> row, double left, double right, float height)
    {
        var (first, last) = ((int)left, (int)right);
        if (first == last || right - left < 1e-9)
        {
            var part = (float)((left + right) / 2 - first);
            row[first] += height * (1 - part);
            row[first + 1] += height * part;
            return;
        }
        for (var column = first; column <= last; column++)
        {
            var (from, to) = (Math.Max(left, column), Math.Min(right, column + 1));
            var share = height * (float)((to - from) / (right - left));
            var part = (float)((from + to) / 2 - column);
            row[column] += share * (1 - part);
            row[column + 1] += share * part;
        }
    }

    void Sum(ReadOnlySpan<float> strip, int firstRow, int rows)
    {
        for (var r = 0; r < rows; r++)
        {
            var row = strip.Slice(r * (_width + 2), _width + 2);
            var (sum, first, last) = (0f, -1, -1);
            for (var column = 0; column < Bounds.Right; column++)
            {
                sum += row[column];
                var covered = (byte)(255 * Math.Min(1, Math.Abs(sum)) + 0.5f);
                if (covered == 0 || column < Bounds.Left) continue;
                ref var there = ref _mask[(firstRow + r) * _width + column];
                there = Math.Max(there, covered);
                (first, last) = (first < 0 ? column : first, column);
            }
            if (first >= 0) Touch(first, firstRow + r, last);
        }
    }

    void Forget() => (_left, _top, _right, _bottom) = (_width, _height, 0, 0);

    void Touch(int first, int row, int last)
    {
        if (last < first) return;
        (_left, _right) = (Math.Min(_left, first), Math.Max(_right, last + 1));
        (_top, _bottom) = (Math.Min(_top, row), Math.Max(_bottom, row + 1));
    }
}
