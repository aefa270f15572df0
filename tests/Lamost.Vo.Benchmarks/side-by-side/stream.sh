#!/usr/bin/env bash
# Answers of a running `lamost-vo demo --data DIR --port PORT` beside psql's COPY of the same query, in turns, in one run.
#   stream.sh DIR PORT [ROWS] [ROUNDS]
set -euo pipefail
data=$1 port=$2 rows=${3:-200000} rounds=${4:-7}
columns=${COLUMNS_OF_QUERY:-obsid, ra, dec, snrg, z, mag_ps_g, class, subclass}
query="SELECT TOP $rows $columns FROM dr10.lrs_catalogue"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

ms() { awk -v a="$1" -v b="$2" 'BEGIN { printf "%.1f", (b - a) * 1000 }'; }
median() { sort -n | awk '{ v[NR] = $1 } END { print v[int((NR + 1) / 2)] }'; }
copy() { # FORMAT: psql alone, and the bare start and connection of psql
  psql -qX -h "$data/run" -U lamost_vo lamost_vo -c "COPY (SELECT $columns FROM dr10.lrs_catalogue LIMIT $rows) TO STDOUT (FORMAT $1)" > /dev/null
}
tap() { # RESPONSEFORMAT: first byte and end, in seconds, and bytes
  curl -s -o /dev/null -w '%{time_starttransfer} %{time_total} %{size_download}\n' \
    --data-urlencode "QUERY=$query" --data-urlencode "RESPONSEFORMAT=$1" -d "LANG=ADQL" -d "MAXREC=$rows" "http://localhost:$port/tap/sync"
}

copy BINARY; for f in votable/b2 votable/b votable/td csv; do tap $f > /dev/null; done
for ((i = 0; i < rounds; i++)); do
  for f in BINARY CSV; do a=$(date +%s.%N); copy $f; b=$(date +%s.%N); ms "$a" "$b" >> "$work/psql-$f"; echo >> "$work/psql-$f"; done
  a=$(date +%s.%N); psql -qX -h "$data/run" -U lamost_vo lamost_vo -c "SELECT 1" > /dev/null; b=$(date +%s.%N); ms "$a" "$b" >> "$work/start"; echo >> "$work/start"
  for f in votable/b2 votable/b votable/td csv; do tap $f >> "$work/tap-${f/\//-}"; done
done

echo "$rows rows, $(tr ',' '\n' <<< "$columns" | wc -l) columns, medians of $rounds rounds, load $(cut -d' ' -f1 /proc/loadavg)"
echo
echo "| what | first byte ms | total ms | rows/s | of psql COPY BINARY | MB |"
echo "|---|--:|--:|--:|--:|--:|"
base=$(median < "$work/psql-BINARY")
for f in BINARY CSV; do
  t=$(median < "$work/psql-$f")
  awk -v f="$f" -v t="$t" -v n="$rows" -v b="$base" 'BEGIN { printf "| psql COPY %s | | %.0f | %.0f | %.2f | |\n", f, t, n / t * 1000, b / t }'
done
echo "| psql, start alone | | $(median < "$work/start") | | | |"
for f in votable/b2 votable/b votable/td csv; do
  file="$work/tap-${f/\//-}"
  first=$(cut -d' ' -f1 "$file" | median) total=$(cut -d' ' -f2 "$file" | median) bytes=$(cut -d' ' -f3 "$file" | median)
  awk -v f="$f" -v a="$first" -v t="$total" -v n="$rows" -v b="$base" -v m="$bytes" \
    'BEGIN { printf "| TAP %s | %.1f | %.0f | %.0f | %.2f | %.1f |\n", f, a * 1000, t * 1000, n / t, b / (t * 1000), m / 1e6 }'
done
