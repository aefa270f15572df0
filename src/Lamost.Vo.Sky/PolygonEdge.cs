namespace Lamost.Vo.Sky;

/// <summary>A side of a polygon: the shorter arc from one vertex to the next.</summary>
readonly struct PolygonEdge
{
    public readonly UnitVector Start;
    public readonly UnitVector End;

    /// <summary>start × end, of length 1: to the north of an arc that runs east.</summary>
    public readonly UnitVector Normal;

    /// <summary>How far the longitude goes, in (-180, 180]: 0 along a meridian, 180 over a pole.</summary>
    public readonly double StepDeg;

    readonly SkyPoint _start;
    readonly SkyPoint _end;

    public PolygonEdge(SkyPoint start, SkyPoint end)
    {
        _start = start;
        _end = end;
        Start = UnitVector.Of(start.LonDeg, start.LatDeg);
        End = UnitVector.Of(end.LonDeg, end.LatDeg);
        // The same direction as start × end, without its cancellation when the arc is short.
        Normal = (Start + End).Cross(End - Start).Normalized();
        StepDeg = Angles.LongitudeStep(start.LonDeg, end.LonDeg);
    }

    /// <summary>True when an end is at a pole, where the longitude steps on the spot.</summary>
    public bool TouchesPole => Math.Abs(_start.LatDeg) == 90 || Math.Abs(_end.LatDeg) == 90;

    /// <summary>
    /// True when the meridian from a position to the north pole crosses the arc. Of its two ends the eastern one does not count, so that a
    /// meridian through a vertex crosses one of two sides that go on, and both or none of two that turn back.
    /// </summary>
    public bool IsNorthOf(double lonDeg, UnitVector position)
    {
        if (!Spans(lonDeg)) return false;
        double height = Normal.Dot(position);
        return StepDeg > 0 ? height < 0 : height > 0;
    }

    /// <summary>True when a position is at most a distance, in radians, from the arc.</summary>
    public bool IsNear(UnitVector position, double distance)
    {
        if (Math.Abs(Normal.Dot(position)) > distance) return false;
        UnitVector fromStart = position - Start, fromEnd = position - End;
        double squared = distance * distance;
        if (fromStart.SquaredLength <= squared || fromEnd.SquaredLength <= squared) return true;
        return Normal.Cross(Start).Dot(fromStart) >= 0 && End.Cross(Normal).Dot(fromEnd) >= 0;
    }

    /// <summary>The angle from a position to the nearest one of the arc, in degrees.</summary>
    public double DegreesFrom(UnitVector position)
    {
        if (Normal.Cross(Start).Dot(position) >= 0 && End.Cross(Normal).Dot(position) >= 0)
        {
            double height = Normal.Dot(position);
            return Math.Abs(Math.Atan2(height, Math.Sqrt(Normal.Cross(position).SquaredLength))) * Angles.DegreesPerRadian;
        }
        return Math.Min(Start.DegreesTo(position), End.DegreesTo(position));
    }

    /// <summary>How far along the arc, in radians from its start, a position of its great circle is.</summary>
    public double AngleTo(UnitVector position) => Math.Atan2(Normal.Cross(Start).Dot(position), Start.Dot(position));

    /// <summary>The position at a way along the arc, in radians from its start.</summary>
    public UnitVector At(double angle)
    {
        var (sin, cos) = Math.SinCos(angle);
        var ahead = Normal.Cross(Start);
        return new UnitVector((cos * Start.X) + (sin * ahead.X), (cos * Start.Y) + (sin * ahead.Y), (cos * Start.Z) + (sin * ahead.Z));
    }

    /// <summary>The point of the arc on the meridian half way along its longitudes; not for an arc along a meridian.</summary>
    public (double LonDeg, UnitVector Position) Middle()
    {
        double lonDeg = Angles.ReduceLongitude(_start.LonDeg + (StepDeg / 2));
        if (StepDeg == 180 || TouchesPole)
        {
            bool north = TouchesPole ? Math.Max(_start.LatDeg, _end.LatDeg) == 90 : _start.LatDeg + _end.LatDeg > 0;
            return (lonDeg, UnitVector.Of(lonDeg, north ? 90 : -90));
        }
        var meridian = UnitVector.Of(lonDeg, 0);
        double latDeg = Math.Atan(-meridian.Dot(Normal) / Normal.Z) * Angles.DegreesPerRadian;
        return (lonDeg, UnitVector.Of(lonDeg, latDeg));
    }

    /// <summary>The area between the arc and the equator in steradians: positive north of it when the arc runs east, south of it when west.</summary>
    public double AreaToEquator()
    {
        const double Half = Angles.RadiansPerDegree / 2;
        double sin = Math.Sin((_start.LatDeg + _end.LatDeg) * Half), cos = Math.Cos((_start.LatDeg - _end.LatDeg) * Half);
        var (sinStep, cosStep) = Math.SinCos(StepDeg * Half);
        return 2 * Math.Atan2(sinStep * sin, cosStep * cos);
    }

    // The comparison is made with the longitudes of the two vertices as they are, which a neighbouring side shares: no rounding, no gap.
    bool Spans(double lonDeg)
    {
        if (StepDeg == 0) return false;
        var (west, east) = StepDeg > 0 ? (_start.LonDeg, _end.LonDeg) : (_end.LonDeg, _start.LonDeg);
        return west < east ? lonDeg >= west && lonDeg < east : lonDeg >= west || lonDeg < east;
    }
}
