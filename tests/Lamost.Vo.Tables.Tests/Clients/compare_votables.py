"""Reads VOTables with astropy, which raises at anything that it finds odd, and compares every cell with what was written.

Usage: compare_votables.py EXPECTED.json COPIES.vot

EXPECTED.json lists documents: name, path, rows. A null text is taken for an empty one, since astropy does not tell them apart. COPIES.vot holds a copy of
each of their tables, in the same order, made by another program. Prints a JSON object: complaints by document, and by "stilts:" and document
for the copies; infos and fields by document.
"""
import json
import struct
import sys

import numpy
from astropy.io import votable


def numbers(value):
    """An array as the list of expectations spells it; one without a number is none."""
    value = numpy.atleast_1d(numpy.ma.getdata(value))
    if value.dtype.kind == "f":
        if numpy.isnan(value).all():
            return ""
        return " ".join("nan" if numpy.isnan(x) else struct.pack(">d", float(x)).hex() for x in value)
    return " ".join(str(int(x)) for x in value)


def cell(value, masked, kind):
    """The value as the list of expectations spells it."""
    if kind == "f":
        if masked or numpy.isnan(value):
            return None
        return struct.pack(">d", float(value)).hex()
    if masked:
        return None
    if kind == "b":
        return bool(value)
    if kind == "i":
        return str(int(value))
    return str(value)


def compare(table, rows):
    complaints = []
    array = table.array
    if len(array) != len(rows):
        return ["%d rows instead of %d" % (len(array), len(rows))]
    for number, field in enumerate(table.fields):
        column = array[array.dtype.names[number]]
        mask = numpy.ma.getmaskarray(column)
        kind = column.dtype.kind
        text = kind not in "fbi"
        for i, row in enumerate(rows):
            if field.arraysize is not None and field.datatype in ("double", "int"):
                found, expected = numbers(column.data[i]), row[number] or ""
            else:
                found, expected = cell(column.data[i], mask[i], kind), row[number]
            if text:
                found, expected = found or "", expected or ""
            if found != expected:
                complaints.append("row %d, %s: %r instead of %r" % (i, field.name, found, expected))
    return complaints[:20]


def main():
    with open(sys.argv[1], encoding="utf-8") as file:
        documents = json.load(file)
    complaints, infos, fields = {}, {}, {}
    for document in documents:
        name = document["name"]
        try:
            resource = votable.parse(document["path"], verify="exception").resources[0]
            table = resource.tables[0]
            complaints[name] = compare(table, document["rows"])
            infos[name] = [[i.name, i.value, i.content] for i in resource.infos]
            fields[name] = [[f.ID, f.name, f.unit and str(f.unit), f.ucd, f.utype, f.ref, f.description] for f in table.fields]
        except Exception as error:  # whatever astropy objects to is a complaint about this document
            complaints[name] = [repr(error)]
    copies = list(votable.parse(sys.argv[2], verify="ignore").iter_tables())
    for document, copy in zip(documents, copies, strict=True):
        complaints["stilts:" + document["name"]] = compare(copy, document["rows"])
    print(json.dumps({"complaints": complaints, "infos": infos, "fields": fields}))


main()
