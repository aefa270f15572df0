#!/usr/bin/env bash
# Times Lamost.Vo.Sky beside healpy's compiled ang2pix on the same positions, in turns, and prints the ratios.
# Needs python3-healpy. Arguments: number of positions (default 1000000), rounds (default 15).
set -euo pipefail
cd "$(dirname "$0")"
dotnet build .. -c Release --nologo -v quiet -clp:ErrorsOnly
exec "${PYTHON:-python3}" healpix.py ../bin/Release/net10.0/Lamost.Vo.Benchmarks "${1:-1000000}" "${2:-15}"
