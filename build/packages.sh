# Sourced by run.sh, test.sh and bench.sh: installs Debian packages that are missing, or says exactly what to run.

# need_packages WHY PACKAGE...
need_packages() {
  local why=$1 missing=() p
  shift
  for p in "$@"; do
    [ "$(dpkg-query -W -f='${db:Status-Status}' "$p" 2>/dev/null)" = installed ] || missing+=("$p")
  done
  [ ${#missing[@]} -eq 0 ] && return 0
  if ! command -v apt-get >/dev/null; then
    echo "$why needs: ${missing[*]} (Debian names). Install them with your package manager and start again." >&2
    return 1
  fi
  local sudo=()
  if [ "$(id -u)" -ne 0 ]; then
    if sudo -n true 2>/dev/null; then
      sudo=(sudo)
    else
      echo "$why needs packages that are not installed, and this user may not install them. Please run" >&2
      echo "    sudo apt-get update && sudo apt-get install --no-install-recommends ${missing[*]}" >&2
      echo "and start again." >&2
      return 1
    fi
  fi
  echo "$why needs ${missing[*]}: installing with apt-get."
  "${sudo[@]}" apt-get update -qq
  DEBIAN_FRONTEND=noninteractive "${sudo[@]}" apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
}

# need_postgres WHY: a PostgreSQL server of at least version 15, from wherever lamost-vo looks for one.
need_postgres() {
  local bin version
  for bin in "$(pg_config --bindir 2>/dev/null)" /usr/lib/postgresql/*/bin /opt/homebrew/opt/postgresql@*/bin /usr/local/opt/postgresql@*/bin; do
    [ -x "$bin/initdb" ] && [ -x "$bin/postgres" ] || continue
    version=$("$bin/postgres" --version | sed -E 's/[^0-9]*([0-9]+).*/\1/')
    [ "$version" -ge 15 ] && return 0
  done
  if command -v brew >/dev/null && ! command -v apt-get >/dev/null; then
    echo "$1 needs the PostgreSQL server, version 15 or newer. Please run  brew install postgresql@17  and start again." >&2
    return 1
  fi
  need_packages "$1" postgresql
}

# need_dotnet WHY
need_dotnet() {
  command -v dotnet >/dev/null && dotnet --version >/dev/null 2>&1 && return 0
  echo "$1 needs the .NET SDK 10 (https://dotnet.microsoft.com/download). Install it and start again." >&2
  return 1
}

# need_postgres_extensions WHY EXTENSION...: Debian's packages of some extensions, for the newest PostgreSQL that is installed, which is the one that lamost-vo takes.
need_postgres_extensions() {
  local why=$1 version packages=()
  shift
  version=$(ls -d /usr/lib/postgresql/*/bin/postgres 2>/dev/null | sed -E 's|.*/postgresql/([0-9]+)/.*|\1|' | sort -n | tail -1)
  packages=("${@/#/postgresql-${version:-15}-}")
  need_packages "$why" "${packages[@]}"
}

# need_aladin_lite WHY: the program that draws the page of the sky, by npm. Its licence (GPL-3) is its own, so it is fetched and not kept here.
need_aladin_lite() {
  [ -f web/node_modules/aladin-lite/dist/aladin.js ] && [ web/node_modules/.package-lock.json -nt web/package-lock.json ] && return 0
  if ! command -v npm >/dev/null; then
    echo "$1 can show the sky with Aladin Lite, which is had by npm. Without npm all works but the page /sky." >&2
    return 1
  fi
  echo "$1: installing Aladin Lite with npm."
  npm ci --prefix web --no-audit --no-fund --loglevel=error >/dev/null
}
