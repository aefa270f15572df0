"""Reads a file of spectra as an astronomer would, with every warning an error, and prints what it found as JSON: a list of tables."""
import json
import sys
import warnings

warnings.simplefilter('error')
# The model and its readers know Angstrom; VOUnits 1.0 has it, and would rather not.
warnings.filterwarnings('ignore', message="The unit 'Angstrom' has been deprecated")
import numpy
from astropy.io import fits, votable


def values(column):
    column = numpy.ma.getdata(column)
    return [None if x != x else float(x) for x in column]


def votables(path):
    document = votable.parse(path, verify='exception')
    for resource in document.resources:
        for table in resource.tables:
            yield {
                'name': table.name,
                'utype': table.utype,
                'resourceUtype': resource.utype,
                'facts': {p.name: shown(p.value) for p in parameters(table)},
                'utypes': {p.utype: shown(p.value) for p in parameters(table) if p.utype},
                'columnUtypes': {f.name: f.utype for f in table.fields},
                'types': {f.name: f.datatype for f in table.fields},
                'columns': {f.name: values(table.array[f.ID]) for f in table.fields},
            }


def shown(value):
    return ' '.join(map(repr, value.tolist())) if isinstance(value, numpy.ndarray) and value.ndim else str(value)


def parameters(container):
    yield from container.params
    for group in container.groups:
        yield from (e for e in group.entries if isinstance(e, votable.tree.Param))


def fitses(path):
    with fits.open(path) as hdus:
        hdus.verify('exception')
        assert hdus[0].data is None
        for hdu in hdus[1:]:
            header = hdu.header
            yield {
                'name': hdu.name,
                'facts': {k: str(v) for k, v in header.items() if k not in ('', 'COMMENT')},
                'columnUtypes': {header[f'TTYPE{i + 1}']: header.get(f'TUTYP{i + 1}') for i in range(header['TFIELDS'])},
                'types': {c.name: c.format for c in hdu.columns},
                'columns': {c.name: values(hdu.data[c.name]) for c in hdu.columns},
            }


print(json.dumps(list((fitses if sys.argv[1].endswith('.fits') else votables)(sys.argv[1]))))
