# Installing what is missing, with a reason for each package. Sourced by ./run.

packages=tests/tools/packages.tsv
no_sqlcipher=build/.no-sqlcipher
sqlcipher_at_least=4.6

is_installed() { [ "$(dpkg-query -W -f '${db:Status-Status}' "$1" 2>/dev/null)" = installed ]; }

# as_root COMMAND…: sudo may ask for a password only where somebody sits at a terminal.
as_root() {
  if [ "$(id -u)" -eq 0 ]; then "$@"
  elif ! command -v sudo >/dev/null; then
    echo "Installing needs root, and there is no sudo. Run ./run setup once as root." >&2
    return 1
  elif [ -t 0 ]; then sudo "$@"
  else sudo -n "$@"; fi
}

apt() { as_root env DEBIAN_FRONTEND=noninteractive apt-get -q -o Dpkg::Use-Pty=0 -o DPkg::Lock::Timeout=300 "$@"; }

# missing GROUP…: names of the packages of these groups that are not installed.
missing() {
  local wanted installed group
  wanted=$(for group; do awk -F '\t' -v g="$group" '$1 == g { print $2 }' $packages; done)
  installed=$(dpkg-query -W -f '${db:Status-Status} ${Package}\n' $wanted 2>/dev/null | awk '$1 == "installed" { print $2 }')
  grep -vxF "${installed:-none}" <<<"$wanted" || true
}

why() { awk -F '\t' -v p="$1" '$2 == p { print $3 }' $packages; }

# An old list of packages is good enough when it knows them all; asking the archive again costs seconds.
refresh_lists() {
  if [ -n "${lists_are_fresh:-}" ] || apt-cache show --no-all-versions "$@" >/dev/null 2>&1; then return 0; fi
  echo "Asking the archive for its list of packages…"
  apt update >/dev/null 2>&1 || echo "(some package sources did not answer; going on with the rest)"
  lists_are_fresh=yes
}

install_packages() {
  local package
  refresh_lists "$@"
  for package; do printf '  installing %-22s %s\n' "$package" "$(why "$package")"; done
  if ! apt install -y --no-install-recommends "$@" >build/setup.log 2>&1; then
    apt update >/dev/null 2>&1 || true
    apt install -y --no-install-recommends "$@" >build/setup.log 2>&1 || {
      tail -n 5 build/setup.log >&2
      echo "These packages could not be installed: $*" >&2
      return 1
    }
  fi
}

setup() {
  local absent
  mkdir -p build
  if ! command -v dpkg-query >/dev/null; then
    echo "This is not Debian: install these yourself if the build misses them: $(cut -f 2 $packages | tr '\n' ' ')"
    return 0
  fi
  absent=$(missing "$@")
  [ -z "$absent" ] || install_packages $absent
  case " $* " in *" build "*) setup_database ;; esac
}

setup_fresh() {
  rm -f $no_sqlcipher
  setup build run headless test
  echo "Everything Chairtime needs is installed."
}

# The encrypted database engine, or the plain one where this machine cannot have it.
setup_database() {
  if version_suits "$(dpkg-query -W -f '${Version}' libsqlcipher-dev 2>/dev/null)"; then return 0; fi
  if [ ! -e $no_sqlcipher ] && install_sqlcipher; then return 0; fi
  touch $no_sqlcipher
  echo "SQLCipher $sqlcipher_at_least is not to be had here: this build keeps its database WITHOUT encryption, and says so in its window."
  is_installed libsqlite3-dev || install_packages libsqlite3-dev
}

version_suits() { [ -n "$1" ] && dpkg --compare-versions "$1" ge $sqlcipher_at_least; }

# suitable_sqlcipher: the newest version of libsqlcipher-dev that any known archive has, if it is new enough.
suitable_sqlcipher() {
  local version
  version=$(apt-cache madison libsqlcipher-dev 2>/dev/null | awk '{ print $3; exit }')
  version_suits "$version" && echo "$version"
}

install_sqlcipher() {
  local version
  suitable_sqlcipher >/dev/null || { refresh_lists libsqlcipher-dev; suitable_sqlcipher >/dev/null; } || add_backports || return 1
  version=$(suitable_sqlcipher) || return 1
  echo "  installing libsqlcipher-dev       SQLCipher: the encrypted database"
  apt install -y --no-install-recommends "libsqlcipher-dev=$version" "libsqlcipher1=$version" >build/setup.log 2>&1
}

# Debian 12 has a new SQLCipher in its backports only: the same mirror, one line more, taken away if it does not answer.
add_backports() {
  local list=/etc/apt/sources.list.d/chairtime-backports.list mirror
  grep -qx 'VERSION_CODENAME=bookworm' /etc/os-release || return 1
  mirror=$(apt-get indextargets --format '$(CODENAME) $(REPO_URI)' 2>/dev/null | awk '$1 == "bookworm" { print $2; exit }')
  [ -n "$mirror" ] || return 1
  echo "Adding bookworm-backports ($list), where Debian 12 keeps a new SQLCipher, the encrypted database."
  echo "deb [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] $mirror bookworm-backports main" |
    as_root tee $list >/dev/null
  if apt -o Dir::Etc::sourcelist=$list -o Dir::Etc::sourceparts=- -o APT::Get::List-Cleanup=0 \
      -o APT::Update::Error-Mode=any update >/dev/null 2>&1; then return 0; fi
  echo "(bookworm-backports does not answer)"
  as_root rm -f $list
  return 1
}
