"""Writes conversions.txt: factors between units as astropy.units has them. Usage: make_golden.py > conversions.txt"""
import astropy
from astropy import units as u

FAMILIES = [
    "deg arcmin arcsec mas rad mrad",
    "s min h d yr Myr ms a",
    "m km cm nm um Angstrom AU pc kpc Mpc lyr solRad",
    "g kg mg solMass u",
    "J erg eV keV MeV Ry",
    "W erg/s solLum",
    "Hz MHz GHz s**-1 min**-1",
    "Jy mJy W/(m**2.Hz) erg/(s.cm**2.Hz)",
    "km/s m/s AU/yr pc/Myr cm.s**-1",
    "mas/yr deg/d arcsec/h rad/s",
    "N Pa.m**2 kg.m/s**2",
    "T G kg/(A.s**2)",
    "C A.s",
    "V J/C W/A",
    "m**2 cm**2 barn kpc**2",
    "10**-17erg/(s.cm**2.Angstrom) W/m**3 J/(s.m**2.nm)",
    "bit byte kbit Kibyte",
    "sr rad**2 deg**2 arcsec**2",
    "K mK",
    "mol mmol",
]


def parse(text):
    if text == "sr":
        return u.rad ** 2
    if text == "Kibyte":
        return u.Unit(1024 * u.byte)
    if text.startswith("10**-17"):
        return u.Unit(1e-17 * u.Unit(text[7:], format="vounit"))
    return u.Unit(text, format="vounit")


print("# Value in the second unit of 1 in the first, by astropy %s." % astropy.__version__)
for family in FAMILIES:
    names = family.split()
    for a in names:
        for b in names:
            if a != b:
                print(a, b, repr(parse(a).to(parse(b))))
