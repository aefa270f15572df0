"""Dumps what astropy reads of every LAMOST file below a directory, as JSON lines: one a spectrum, in the order of the file.

Numbers are hexadecimal doubles, so that nothing is lost; a vector is given by its CRC-32 as little-endian doubles (masks: as int32), and by some values for the reader of a failure.
Conventions of the model are applied here anew, in numpy: no negative or undefined inverse variances, ascending wavelengths, the grid of DR1, no normalised flux of -9999.
"""
import json
import os
import sys
import warnings
import zlib

import numpy as np
from astropy.io import fits

warnings.simplefilter("ignore")


def vector(values, kind="<f8"):
    if values is None:
        return None
    values = np.ascontiguousarray(values, dtype=kind)
    shown = values[[0, len(values) // 3, len(values) // 2, -1]]
    return {"crc": zlib.crc32(values.tobytes()), "values": [float(v).hex() for v in shown]}


def spectrum(file, name, wavelength, flux, ivar, andmask, ormask, norm, snr=None, seconds=None):
    wavelength, flux, ivar = (np.asarray(v, dtype=np.float64) for v in (wavelength, flux, ivar))
    ivar = np.where(np.isfinite(ivar) & (ivar > 0), ivar, 0)
    if norm is not None:
        norm = np.asarray(norm, dtype=np.float64)
        if np.all(norm == -9999):
            norm = None
    order = np.argsort(wavelength)
    pick = lambda v: None if v is None else np.asarray(v)[order]
    return {
        "file": file, "name": name, "pixels": len(flux), "reversed": bool(order[0] != 0),
        "wavelength": [float(w).hex() for w in wavelength[order]],
        "flux": vector(pick(flux)), "ivar": vector(pick(ivar)), "norm": vector(pick(norm)),
        "and": vector(pick(andmask), "<i4"), "or": vector(pick(ormask), "<i4"), "snr": snr, "seconds": seconds,
    }


def spectra(file, hdus):
    primary = hdus[0]
    if primary.data is not None:
        rows = primary.data
        if "Wavelength" in primary.header["EXTEN0"]:
            wavelength, norm = rows[2], None
        else:
            wavelength, norm = 10 ** (primary.header["COEFF0"] + primary.header["COEFF1"] * np.arange(rows.shape[1])), rows[2]
        yield spectrum(file, "COADD", wavelength, rows[0], rows[1], rows[3], rows[4], norm)
        return
    for hdu in hdus[1:]:
        if hdu.data is None:
            continue
        columns = {name: hdu.data[name][0] if len(hdu.data) == 1 else hdu.data[name] for name in hdu.columns.names}
        wavelength = columns["WAVELENGTH"] if "WAVELENGTH" in columns else 10 ** columns["LOGLAM"].astype(np.float64)
        andmask = columns["ANDMASK"] if "ANDMASK" in columns else columns["PIXMASK"]
        yield spectrum(file, hdu.name, wavelength, columns["FLUX"], columns["IVAR"], andmask, columns.get("ORMASK"), columns.get("NORMALIZATION"),
                       hdu.header.get("SNR"), hdu.header.get("EXPTIME"))


root = sys.argv[1]
for folder in sys.argv[2:]:
    for name in sorted(os.listdir(os.path.join(root, folder))):
        with fits.open(os.path.join(root, folder, name)) as hdus:
            for one in spectra(f"{folder}/{name}", hdus):
                print(json.dumps(one))
