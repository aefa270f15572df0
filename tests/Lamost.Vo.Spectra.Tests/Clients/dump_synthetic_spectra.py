"""Reads LAMOST files with astropy, verifies them, and says as JSON what is in them: one object for each file named on the command line."""

import json
import sys
import warnings

import numpy as np
from astropy.io import fits


def plain(array):
    return [float(v) if np.isfinite(v) else None for v in np.asarray(array, dtype=float).ravel()]


def describe(name):
    with warnings.catch_warnings(record=True) as said:
        warnings.simplefilter("always")
        with fits.open(name, memmap=False) as hdus:
            hdus.verify("warn")
            described = []
            for hdu in hdus:
                data = {}
                if isinstance(hdu, fits.BinTableHDU):
                    data = {column: plain(hdu.data[column]) for column in hdu.columns.names}
                elif hdu.data is not None:
                    data = {str(row): plain(values) for row, values in enumerate(hdu.data)}
                keywords = [k for k in hdu.header if k not in ("", "COMMENT", "HISTORY", "CONTINUE")]
                described.append({
                    "name": hdu.name,
                    "rows": len(hdu.data) if isinstance(hdu, fits.BinTableHDU) else -1,
                    "keywords": keywords,
                    "kinds": {k: type(hdu.header[k]).__name__ for k in keywords},
                    "values": {k: str(hdu.header[k]) for k in keywords},
                    "comments": {k: hdu.header.comments[k] for k in keywords},
                    "commentary": [str(c) for c in hdu.header["COMMENT"]] if "COMMENT" in hdu.header else [],
                    "data": data,
                })
    return {"complaints": [str(w.message) for w in said], "hdus": described}


print(json.dumps([describe(name) for name in sys.argv[1:]]))
