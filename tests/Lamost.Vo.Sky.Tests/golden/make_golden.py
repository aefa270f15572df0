#!/usr/bin/env python3
"""Writes the golden vectors of the sky index from two independent implementations of HEALPix.

healpy wraps the HEALPix C++ library; astropy-healpix has a C core of its own. A pixel is only written where the two agree, and where
they do not, the position is counted and left out (they differ on borders, by rounding). Debian: python3-healpy, python3-astropy-healpix.

    python3 make_golden.py        writes the *.txt files beside this script
"""
import os

import astropy
import astropy_healpix
import healpy
import numpy as np
from astropy import units as u
from astropy.coordinates import Latitude, Longitude

HERE = os.path.dirname(os.path.abspath(__file__))
ORDERS = [0, 1, 2, 3, 5, 8, 10, 13, 18, 24, 27, 29]
rng = np.random.default_rng(20251121)


def write(name, comment, lines):
    head = f"# {comment}\n# healpy {healpy.__version__}, astropy-healpix {astropy_healpix.__version__}; see make_golden.py\n"
    with open(os.path.join(HERE, name), "w", encoding="ascii", newline="\n") as out:
        out.write(head)
        out.writelines(line + "\n" for line in lines)
    print(name, len(lines))


def sphere(count):
    return rng.uniform(0, 360, count), np.degrees(np.arcsin(rng.uniform(-1, 1, count)))


def positions():
    """All over the sky, at the poles, around RA 0 and on both sides of where belt and caps meet."""
    cap = np.degrees(np.arcsin(2 / 3))
    parts = [sphere(500)]
    for latitude in (90, -90):
        away = 10.0 ** rng.uniform(-9, 1, 60)
        parts.append((rng.uniform(0, 360, 60), latitude - np.sign(latitude) * away))
    away = 10.0 ** rng.uniform(-9, -1, 80) * rng.choice([-1, 1], 80)
    parts.append((np.mod(away, 360), sphere(80)[1]))
    for seam in (90, 180, 270):
        away = 10.0 ** rng.uniform(-9, -1, 30) * rng.choice([-1, 1], 30)
        parts.append((seam + away, sphere(30)[1]))
    for latitude in (cap, -cap, 0):
        away = 10.0 ** rng.uniform(-9, -1, 60) * rng.choice([-1, 1], 60)
        parts.append((rng.uniform(0, 360, 60), latitude + away))
    parts.append((rng.uniform(0, 360, 2), np.array([90.0, -90.0])))
    return np.concatenate([p[0] for p in parts]), np.concatenate([p[1] for p in parts])


def pixel_file():
    lon, lat = positions()
    columns, agreed = [], np.ones(lon.size, bool)
    for order in ORDERS:
        nside = 1 << order
        ours = healpy.ang2pix(nside, lon, lat, nest=True, lonlat=True)
        theirs = astropy_healpix.lonlat_to_healpix(Longitude(lon * u.deg), Latitude(lat * u.deg), nside, order="nested")
        agreed &= ours == theirs
        columns.append(ours)
    print("positions left out, on which the two differ:", np.count_nonzero(~agreed))
    lines = [f"{lon[i]!r} {lat[i]!r} " + " ".join(str(c[i]) for c in columns) for i in np.flatnonzero(agreed)]
    lines = [line.replace("np.float64(", "").replace(")", "") for line in lines]
    write("pixels.txt", "lon lat in degrees, then the pixel at orders " + " ".join(map(str, ORDERS)), lines)


def some_pixels(order, count):
    """The first and the last of each base pixel, and others at random."""
    side = 4**order
    edges = [face * side + p for face in range(12) for p in {0, side - 1, (side - 1) // 3, 2 * (side - 1) // 3}]
    return np.unique(np.concatenate([edges, rng.integers(0, 12 * side, count)])).astype(np.int64)


def shape_file():
    lines = []
    for order in ORDERS:
        nside = 1 << order
        for pixel in some_pixels(order, 20):
            lon, lat = healpy.pix2ang(nside, pixel, nest=True, lonlat=True)
            alon, alat = astropy_healpix.healpix_to_lonlat(pixel, nside, order="nested")
            apart = healpy.rotator.angdist([lon, lat], [alon.deg, alat.deg], lonlat=True)[0]
            assert apart < 1e-7, (order, pixel, apart)
            corners = healpy.boundaries(nside, int(pixel), step=1, nest=True).T
            numbers = [lon, lat, *corners.ravel()]
            lines.append(f"{order} {pixel} " + " ".join(repr(float(n)) for n in numbers))
    write("shapes.txt", "order pixel, lon lat of the centre in degrees, then the corners N W S E as unit vectors", lines)


def neighbour_file():
    lines = []
    for order in ORDERS:
        nside = 1 << order
        for pixel in some_pixels(order, 25):
            ours = healpy.get_all_neighbours(nside, int(pixel), nest=True)
            theirs = astropy_healpix.neighbours(int(pixel), nside, order="nested")
            assert list(ours) == list(theirs) or order == 0, (order, pixel, ours, theirs)
            lines.append(f"{order} {pixel} " + " ".join(str(n) for n in ours))
    write("neighbours.txt", "order pixel, then the neighbours SW W NW N NE E SE S, -1 where there is none", lines)


def touches(nside, pixel, vector, radius):
    border = healpy.boundaries(nside, int(pixel), step=16, nest=True)
    return np.min(np.linalg.norm(border - np.asarray(vector)[:, None], axis=0)) < 2 * np.sin(np.radians(radius) / 2) * (1 - 1e-9)


def cone_file():
    """Pixels that touch a circle. Both lists may hold a few too many: only those are kept of which some point on the border is inside."""
    lines = []
    lon, lat = sphere(60)
    lon[:12] = [0, 0, 0, 45, 90, 359.9999, 135, 0.0001, 180, 300, 45, 45]
    lat[:12] = [90, -90, 0, 41.8103, 41.8103, 5, -41.8103, -60, 89.9, -89.99, 0, 66]
    for i in range(lon.size):
        radius = 10.0 ** rng.uniform(-4, 2.2) if i >= 6 else [0.001, 1, 30, 0.01, 5, 120][i]
        order = int(np.clip(np.log2(58.6 / radius) + rng.integers(0, 2), 0, 24))
        nside = 1 << order
        vector = healpy.ang2vec(lon[i], lat[i], lonlat=True)
        touched = set(healpy.query_disc(nside, vector, np.radians(radius), inclusive=True, fact=64 if order < 20 else 4, nest=True).tolist())
        grid = astropy_healpix.HEALPix(nside=nside, order="nested")
        searched = grid.cone_search_lonlat(lon[i] * u.deg, lat[i] * u.deg, radius * u.deg)
        whole = healpy.query_disc(nside, vector, np.radians(radius), inclusive=False, nest=True)
        both = [p for p in sorted(touched & set(np.asarray(searched).tolist())) if p in whole or touches(nside, p, vector, radius)]
        lines.append(f"{float(lon[i])!r} {float(lat[i])!r} {float(radius)!r} {order} {len(whole)} "
                     + " ".join(map(str, whole.tolist())) + " " + " ".join(map(str, both)))
    write("cones.txt", "lon lat radius order, n, the n pixels whose centres are in the circle, then pixels that touch it", lines)


if __name__ == "__main__":
    print("astropy", astropy.__version__)
    pixel_file()
    shape_file()
    neighbour_file()
    cone_file()
