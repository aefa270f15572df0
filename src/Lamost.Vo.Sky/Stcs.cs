using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Lamost.Vo.Sky;

/// <summary>
/// Reads STC-S, the text form of regions that TAP 1.0 (section 6) made common: a shape, perhaps a frame, a reference position and a flavour, numbers in degrees;
/// <c>Union</c>, <c>Intersection</c> and <c>Not</c> of shapes in parentheses, whose frame is theirs. The case of the letters does not count.
/// </summary>
/// <remarks>
/// FK5 and J2000 are ICRS to 0.03 arcsec and are taken for it; GALACTIC and ECLIPTIC are rotated; FK4 is refused. Reference positions are taken and have no
/// effect: parallax is below every outline. Ellipse and Convex are refused.
/// </remarks>
public static class Stcs
{
    /// <summary>Shapes of one region, at most.</summary>
    public const int MaxShapes = 1000;

    /// <summary>Unions and the like inside one another, at most.</summary>
    public const int MaxDepth = 16;

    /// <summary>Reads a region.</summary>
    /// <param name="text">The text.</param>
    /// <param name="region">The region, in ICRS.</param>
    /// <param name="fault">Why the text is none.</param>
    public static bool TryParse(string text, [NotNullWhen(true)] out SkyRegion? region, [NotNullWhen(false)] out StcsFault? fault)
    {
        ArgumentNullException.ThrowIfNull(text);
        var reader = new Reader(text);
        region = reader.Region(null, 0);
        if (region is not null) reader.ExpectEnd();
        fault = reader.Fault;
        if (fault is not null) region = null;
        return region is not null;
    }

    /// <summary>One text, read from left to right; what is wrong first is kept.</summary>
    ref struct Reader(string text)
    {
        int _at, _shapes;

        public StcsFault? Fault { get; private set; }

        public SkyRegion? Region(FrameRotation? outer, int depth)
        {
            var word = Word(out int start);
            if (++_shapes > MaxShapes) return Wrong(start, $"The region has more than {MaxShapes} shapes.", $"该区域的形状超过 {MaxShapes} 个。");
            string shape = word.ToString().ToUpperInvariant();
            switch (shape)
            {
                case "POSITION" or "CIRCLE" or "POLYGON" or "BOX" or "UNION" or "INTERSECTION" or "NOT":
                    break;
                case "ELLIPSE" or "CONVEX" or "ALLSKY" or "POSITIONINTERVAL":
                    return Wrong(start, $"The shape {word} is not offered.", $"不支持形状 {word}。");
                case "":
                    return Wrong(start, $"A shape is expected at character {start + 1}: Position, Circle, Polygon, Box, Union, Intersection or Not.", $"第 {start + 1} 个字符处应为形状：Position、Circle、Polygon、Box、Union、Intersection 或 Not。");
                default:
                    return Wrong(start, $"'{Shown(word)}' at character {start + 1} is no shape; there are Position, Circle, Polygon, Box, Union, Intersection and Not.", $"第 {start + 1} 个字符处的 '{Shown(word)}' 不是形状；可用 Position、Circle、Polygon、Box、Union、Intersection 和 Not。");
            }
            if (!Frame(outer, out var frame)) return null;
            if (shape is "UNION" or "INTERSECTION" or "NOT") return Compound(shape, frame, depth);
            var numbers = Numbers();
            try
            {
                return Fault is null ? Shape(shape, numbers, frame, start) : null;
            }
            catch (ArgumentException e)
            {
                // Of Circle and Polygon: what is wrong with the numbers.
                string reason = e is ArgumentOutOfRangeException ? "A latitude is -90 to 90 degrees, a radius 0 to 180." : e.Message;
                return Wrong(start, reason, $"坐标无效：{reason}");
            }
        }

        SkyRegion? Shape(string shape, List<double> n, FrameRotation? frame, int start)
        {
            switch (shape, n.Count)
            {
                case ("POSITION", 2):
                    return new PositionRegion(Rotated(n[0], n[1], frame));
                case ("CIRCLE", 3):
                    var centre = Rotated(n[0], n[1], frame);
                    return new CircleRegion(new Circle(centre.LonDeg, centre.LatDeg, n[2]));
                case ("POLYGON", >= 6) when n.Count % 2 == 0:
                    var vertices = new SkyPoint[n.Count / 2];
                    for (int i = 0; i < vertices.Length; i++) vertices[i] = Rotated(n[2 * i], n[(2 * i) + 1], frame);
                    return new PolygonRegion(new Polygon(vertices));
                case ("BOX", 4) when Box.TryCorners(n[0], n[1], n[2], n[3], out var corners):
                    return new PolygonRegion(new Polygon([.. corners.Select(c => Rotated(c.LonDeg, c.LatDeg, frame))]));
                case ("BOX", 4):
                    return Wrong(start, "The width and the height of a box are above 0 and below 180 degrees.", "矩形的宽和高须大于 0 且小于 180 度。");
                default:
                    string wanted = shape switch { "POSITION" => "2", "CIRCLE" => "3", "BOX" => "4", _ => "6, 8, 10 ..." };
                    return Wrong(start, $"The shape at character {start + 1} takes {wanted} numbers; here are {n.Count}.", $"第 {start + 1} 个字符处的形状需要 {wanted} 个数；此处有 {n.Count} 个。");
            }
        }

        SkyRegion? Compound(string shape, FrameRotation? frame, int depth)
        {
            if (depth == MaxDepth) return Wrong(_at, $"The region is nested more than {MaxDepth} deep.", $"区域嵌套超过 {MaxDepth} 层。");
            if (!Take('(')) return Wrong(_at, $"A '(' is expected at character {_at + 1}.", $"第 {_at + 1} 个字符处应为 '('。");
            var parts = new List<SkyRegion>();
            while (!Take(')'))
            {
                if (Region(frame, depth + 1) is not { } part) return null;
                parts.Add(part);
            }
            if (parts.Count == 0 || (shape == "NOT" && parts.Count > 1))
                return Wrong(_at, $"{Title(shape)} takes {(shape == "NOT" ? "one shape" : "one or more shapes")}; here are {parts.Count}.", $"{Title(shape)} 需要{(shape == "NOT" ? "一个形状" : "一个或多个形状")}；此处有 {parts.Count} 个。");
            return shape switch { "UNION" => new UnionRegion(parts), "INTERSECTION" => new IntersectionRegion(parts), _ => new NotRegion(parts[0]) };
        }

        // Frame, reference position and flavour, each of which may be missing.
        bool Frame(FrameRotation? outer, out FrameRotation? frame)
        {
            frame = outer;
            int start = _at;
            while (true)
            {
                int before = _at;
                var word = Word(out start);
                switch (word.ToString().ToUpperInvariant())
                {
                    case "ICRS" or "FK5" or "J2000" or "UNKNOWNFRAME": frame = null; break;
                    case "GALACTIC" or "GALACTIC_II": frame = ToIcrs.Galactic; break;
                    case "ECLIPTIC": frame = ToIcrs.Ecliptic; break;
                    case "FK4" or "B1950" or "GEO_C" or "GEO_D" or "SUPER_GALACTIC":
                        Wrong(start, $"The frame {word} is not offered; ICRS, FK5, J2000, GALACTIC and ECLIPTIC are.", $"不支持坐标系 {word}；可用 ICRS、FK5、J2000、GALACTIC 和 ECLIPTIC。");
                        return false;
                    case "GEOCENTER" or "BARYCENTER" or "HELIOCENTER" or "TOPOCENTER" or "LSR" or "LSRK" or "LSRD" or "GALACTIC_CENTER" or "LOCAL_GROUP_CENTER" or "RELOCATABLE" or "UNKNOWNREFPOS": break;
                    case "SPHERICAL2" or "CARTESIAN2": break;
                    default:
                        _at = before;
                        return true;
                }
            }
        }

        List<double> Numbers()
        {
            var numbers = new List<double>();
            while (true)
            {
                SkipBlanks();
                int start = _at;
                while (_at < text.Length && (char.IsAsciiDigit(text[_at]) || text[_at] is '+' or '-' or '.' or 'e' or 'E')) _at++;
                if (start == _at) return numbers;
                if (!double.TryParse(text.AsSpan(start, _at - start), NumberStyles.Float, CultureInfo.InvariantCulture, out double number) || !double.IsFinite(number))
                {
                    Wrong(start, $"'{Shown(text.AsSpan(start, _at - start))}' at character {start + 1} is no number.", $"第 {start + 1} 个字符处的 '{Shown(text.AsSpan(start, _at - start))}' 不是数。");
                    return numbers;
                }
                if (numbers.Count == 2 * MaxShapes)
                {
                    Wrong(start, $"A polygon has at most {MaxShapes} vertices.", $"多边形最多有 {MaxShapes} 个顶点。");
                    return numbers;
                }
                numbers.Add(number);
            }
        }

        public void ExpectEnd()
        {
            SkipBlanks();
            if (_at < text.Length) Wrong(_at, $"'{Shown(text.AsSpan(_at, 1))}' at character {_at + 1} is not expected; the region has ended.", $"第 {_at + 1} 个字符 '{Shown(text.AsSpan(_at, 1))}' 不应出现；区域已结束。");
        }

        static SkyPoint Rotated(double lonDeg, double latDeg, FrameRotation? frame)
        {
            Angles.CheckLatitude(latDeg);
            var point = new SkyPoint(Angles.ReduceLongitude(lonDeg), latDeg);
            return frame?.Apply(point) ?? point;
        }

        ReadOnlySpan<char> Word(out int start)
        {
            SkipBlanks();
            start = _at;
            while (_at < text.Length && (char.IsAsciiLetterOrDigit(text[_at]) || text[_at] == '_') && (_at > start || char.IsAsciiLetter(text[_at]))) _at++;
            return text.AsSpan(start, _at - start);
        }

        bool Take(char mark)
        {
            SkipBlanks();
            if (_at == text.Length || text[_at] != mark) return false;
            _at++;
            return true;
        }

        void SkipBlanks()
        {
            while (_at < text.Length && text[_at] is ' ' or '\t' or '\r' or '\n' or ',') _at++;
        }

        SkyRegion? Wrong(int at, string english, string chinese)
        {
            Fault ??= new StcsFault(at, english, chinese);
            return null;
        }

        static string Title(string shape) => shape[0] + shape[1..].ToLowerInvariant();

        static string Shown(ReadOnlySpan<char> word) => string.Concat(word[..Math.Min(word.Length, 40)].ToString().Select(c => char.IsControl(c) || char.IsSurrogate(c) ? '?' : c));
    }

    static class ToIcrs
    {
        public static readonly FrameRotation Galactic = FrameRotation.ToGalactic.Inverse();
        public static readonly FrameRotation Ecliptic = FrameRotation.ToEcliptic.Inverse();
    }
}
