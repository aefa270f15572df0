#!/usr/bin/env bash
# Installs what the measurements need, builds, and measures the service beside PostgreSQL and its extensions, in turns, on a simulated DR12.
#   ./bench.sh [--scale S | --rows N] [--data DIR] [--out FILE]      everything (default: --scale 1; about 45 GB, an hour), into docs/benchmarks.md
#   ./bench.sh --short [--accept]                                    two minutes; ratios beside the committed ones, or in their place
#   ./bench.sh --memory [--data DIR]                                 memory while a response of 28 million rows is sent: docs/images/memory.svg
#   more: --only streaming,memory,cones,matches,uploads,sky,spectra   --peer-tap URL --peer-table NAME [--peer-columns LIST]   --peer-scs URL
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1
source build/packages.sh

need_dotnet "The benchmark"
need_postgres "The benchmark"
need_packages "The benchmark" wrk curl
need_postgres_extensions "The benchmark" q3c pgsphere
echo "Building ..." >&2
dotnet build src/Lamost.Vo.Cli -c Release --nologo -v quiet -clp:ErrorsOnly
dotnet build tests/Lamost.Vo.Benchmarks -c Release --nologo -v quiet -clp:ErrorsOnly
exec dotnet tests/Lamost.Vo.Benchmarks/bin/Release/net10.0/Lamost.Vo.Benchmarks.dll survey "$@"
