#!/usr/bin/env bash
# Installs what the tests need, builds, and runs every test, fast ones first; fails if any fails.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1
source build/packages.sh

need_dotnet "The tests"
need_postgres "The tests"
need_packages "The tests" stilts topcat aladin xvfb python3-pyvo python3-astropy python3-astropy-healpix python3-healpy python3-pil python3-gavo chromium
command -v npm >/dev/null || need_packages "The tests" nodejs npm
need_aladin_lite "The tests"
echo "Building ..."
dotnet build Lamost.Vo.sln -c Release --nologo -v quiet -clp:ErrorsOnly
dotnet format Lamost.Vo.sln --no-restore --verify-no-changes
for project in Sky Adql Tables Spectra Archive Server Conformance; do
  dotnet test "tests/Lamost.Vo.$project.Tests" -c Release --no-build --nologo
done
