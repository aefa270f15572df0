#!/usr/bin/env bash
# Times the translation of two queries beside PostgreSQL's planning of the SQL they become, in turns, and prints the ratios.
# Argument: rounds (default 200).
set -euo pipefail
cd "$(dirname "$0")"
dotnet build .. -c Release --nologo -v quiet -clp:ErrorsOnly
exec ../bin/Release/net10.0/Lamost.Vo.Benchmarks adql "${1:-200}"
