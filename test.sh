#!/usr/bin/env bash
# Runs every test.
set -euo pipefail
cd "$(dirname "$0")"
dotnet test Lamost.Vo.sln -c Release --nologo
