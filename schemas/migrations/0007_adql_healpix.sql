-- HEALPix in the NESTED scheme (Górski et al. 2005, ApJ 622, 759, sections 4 and 5), the same arithmetic as the service's own.

-- The bits of a number of 31 bits at the even places of another (Morton's order).
CREATE FUNCTION adql.spread(v int8) RETURNS int8 LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
BEGIN
    v := (v | (v << 16)) & x'0000FFFF0000FFFF'::int8;
    v := (v | (v << 8)) & x'00FF00FF00FF00FF'::int8;
    v := (v | (v << 4)) & x'0F0F0F0F0F0F0F0F'::int8;
    v := (v | (v << 2)) & x'3333333333333333'::int8;
    RETURN (v | (v << 1)) & x'5555555555555555'::int8;
END $$;

CREATE FUNCTION adql.even_bits(v int8) RETURNS int8 LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
BEGIN
    v := v & x'5555555555555555'::int8;
    v := (v | (v >> 1)) & x'3333333333333333'::int8;
    v := (v | (v >> 2)) & x'0F0F0F0F0F0F0F0F'::int8;
    v := (v | (v >> 4)) & x'00FF00FF00FF00FF'::int8;
    v := (v | (v >> 8)) & x'0000FFFF0000FFFF'::int8;
    RETURN (v | (v >> 16)) & x'00000000FFFFFFFF'::int8;
END $$;

CREATE FUNCTION adql.healpix_index(ord int, lon float8, lat float8) RETURNS int8 LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
DECLARE
    side CONSTANT int8 := 536870912;
    turn float8; half float8; middle float8; rising int8; falling int8; rising_face int8; falling_face int8;
    from_pole float8; east float8; from_west int8; from_east int8; col int8;
    face int8; x int8; y int8;
BEGIN
    IF NOT (ord BETWEEN 0 AND 29 AND abs(lat) <= 90 AND abs(lon) < 1e15) THEN RETURN NULL; END IF;
    turn := adql.longitude(lon) / 90;
    IF abs(lat) <= 41.810314895778596 THEN
        half := 0.75 * sin(radians(lat));
        middle := turn + 0.5;
        rising := floor((middle + half) * side)::int8;
        falling := rising + greatest(-side, least(side, floor((middle - half) * side)::int8 - rising));
        rising_face := rising >> 29;
        falling_face := falling >> 29;
        face := 4 * (1 + falling_face - rising_face) + (least(rising_face, falling_face) & 3);
        x := rising & (side - 1);
        y := (~falling) & (side - 1);
    ELSE
        from_pole := 2.449489742783178 * sin(radians((90 - abs(lat)) * 0.5));
        col := floor(turn)::int8;
        east := from_pole * (turn - col);
        from_west := least(floor(east * side)::int8, side - 1);
        from_east := least(floor((from_pole - east) * side)::int8, side - 1);
        IF lat > 0 THEN face := col; x := side - 1 - from_east; y := side - 1 - from_west;
        ELSE face := col + 8; x := from_west; y := from_east;
        END IF;
    END IF;
    RETURN ((face << 58) + (adql.spread(x) | (adql.spread(y) << 1))) >> (2 * (29 - ord));
END $$;

CREATE FUNCTION adql.healpix_center(ord int, npix int8) RETURNS float8[] LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
DECLARE
    size float8; face int; x float8; y float8; middle float8; height float8; from_pole float8; turn float8; s float8; c float8;
BEGIN
    IF ord NOT BETWEEN 0 AND 29 OR npix < 0 OR npix >= 12::int8 << (2 * ord) THEN RETURN NULL; END IF;
    size := 1 / pg_catalog.power(2::float8, ord);
    face := (npix >> (2 * ord))::int;
    x := (adql.even_bits(npix & ((1::int8 << (2 * ord)) - 1)) + 0.5) * size;
    y := (adql.even_bits((npix & ((1::int8 << (2 * ord)) - 1)) >> 1) + 0.5) * size;
    middle := CASE WHEN face / 4 = 1 THEN face % 4 ELSE face % 4 + 0.5 END;
    height := x + y - face / 4;
    IF abs(height) <= 1 THEN
        s := height * (2::float8 / 3);
        c := sqrt(1 - s * s);
        turn := middle + (x - y) * 0.5;
    ELSE
        from_pole := 2 - abs(height);
        s := sign(height) * (1 - from_pole * from_pole / 3);
        c := from_pole * sqrt(2::float8 / 3 - from_pole * from_pole / 9);
        turn := middle + CASE WHEN from_pole > 0 THEN 0.5 * (x - y) / from_pole ELSE 0 END;
    END IF;
    RETURN ARRAY[adql.longitude(turn * 90), degrees(atan2(s, c))];
END $$;
