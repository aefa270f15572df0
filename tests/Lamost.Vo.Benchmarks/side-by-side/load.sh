#!/usr/bin/env bash
# Loads the same CSV with psql \copy, with psql \copy and what it takes to the same end (index, CLUSTER, key, ANALYZE), and with our loader,
# turn by turn in one run on one machine, and prints the rows a second of each.
# Usage: load.sh [ROWS] [ROUNDS]   (1,000,000 rows and 3 rounds; needs psql, and about 3 GB in the temporary directory)
set -euo pipefail
cd "$(dirname "$0")/.."
command -v psql >/dev/null || { echo "psql is missing: install postgresql-client." >&2; exit 1; }
exec dotnet run -c Release -- load-side-by-side "${1:-1000000}" "${2:-3}"
