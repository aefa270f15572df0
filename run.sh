#!/usr/bin/env bash
# Builds Lamost.Vo and serves the demonstration archive on http://localhost:8080.
# Options go to `lamost-vo demo`:  --port N  --data DIR  --rows N  --spectra N
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1
source build/packages.sh

need_dotnet "Lamost.Vo"
need_postgres "The embedded archive"
need_aladin_lite "The page of the sky" || echo "Going on without it." >&2
echo "Building ..."
dotnet build src/Lamost.Vo.Cli -c Release --nologo -v quiet -clp:ErrorsOnly
exec dotnet src/Lamost.Vo.Cli/bin/Release/net10.0/lamost-vo.dll demo "$@"
