"""Position to pixel and covers of Lamost.Vo.Sky beside healpy's compiled ang2pix, in turns, on the same positions. See healpix.sh."""
import statistics
import subprocess
import sys
import tempfile
import time

import healpy
import numpy as np

program, count, rounds = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
CHUNK = 8192  # healpy in pieces that stay in the cache: its best case
COVERS = [(3 / 3600, 16, 30), (1.0, 16, 400), (1.0, 32, 400), (1.0, 64, 400)]

rng = np.random.default_rng(29)
lon = rng.uniform(0, 360, count)
lat = np.degrees(np.arcsin(rng.uniform(-1, 1, count)))


def healpy_positions():
    pixels = np.empty(count, np.int64)
    start = time.perf_counter()
    for i in range(0, count, CHUNK):
        pixels[i:i + CHUNK] = healpy.ang2pix(2**29, lon[i:i + CHUNK], lat[i:i + CHUNK], nest=True, lonlat=True)
    return (time.perf_counter() - start) / count * 1e9, int(pixels.astype(np.uint64).sum())


with tempfile.NamedTemporaryFile(suffix=".f64") as positions:
    np.column_stack([lon, lat]).astype("<f8").tofile(positions)
    positions.flush()
    child = subprocess.Popen([program, "healpix-side-by-side", positions.name], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    def ask(line):
        child.stdin.write(line + "\n")
        child.stdin.flush()
        return child.stdout.readline().split()

    theirs, ours, covers = [], [], [[] for _ in COVERS]
    for turn in range(rounds + 3):
        their_ns, their_sum = healpy_positions()
        our_ns, our_sum = ask("positions")
        answers = [ask(f"cover {radius!r} {ranges}") for radius, ranges, _ in COVERS]
        if turn < 3:
            continue  # both halves warm up
        theirs.append(their_ns)
        ours.append(float(our_ns))
        for kept, answer in zip(covers, answers):
            kept.append([float(number) for number in answer])
    child.stdin.close()
    child.wait()

healpy_ns, sky_ns = statistics.median(theirs), statistics.median(ours)
print(f"healpy {healpy.__version__}, {count} positions of order 29, median of {rounds} rounds in turns; least in brackets")
print(f"pixels are {'the same' if int(our_sum) == their_sum else 'NOT the same (sums differ)'}")
print(f"{'healpy ang2pix':34}{healpy_ns:9.1f} ns ({min(theirs):.1f})")
ratio = statistics.median(a / b for a, b in zip(ours, theirs))
print(f"{'Healpix.PixelOf':34}{sky_ns:9.1f} ns ({min(ours):.1f})   {ratio:.2f} of healpy's, at most 0.80 wanted")
for (radius, ranges, wanted), kept in zip(COVERS, covers):
    times = [k[0] for k in kept]
    ns = statistics.median(times)
    of_theirs = statistics.median(a / b for a, b in zip(times, theirs))
    of_ours = statistics.median(a / b for a, b in zip(times, ours))
    name = f"cover {radius * 3600:g} arcsec, {ranges} ranges at most"
    print(f"{name:34}{ns:9.1f} ns ({min(times):.1f})   {of_theirs:.0f} of healpy's positions, {of_ours:.0f} of ours, at most {wanted} wanted")
    print(f"{'':12}{kept[0][1]:.2f} ranges, border {kept[0][2]:.2f} and inside {kept[0][3]:.2f} of the circle's area, {kept[0][4]:.0f} bytes allocated")
