#!/bin/sh
# What does this machine lack? `install.sh fonts` for building the site, `install.sh test-tools` for
# the tests. As root on Debian it installs; elsewhere it says exactly what to install, and fails.
set -eu

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

need_command() {
    command -v "$1" >/dev/null 2>&1 || missing="$missing $2"
}

# rustc links with the system's C compiler.
need_command cc gcc

case "$1" in
fonts)
    need_font
    ;;
test-tools)
    need_command node nodejs
    need_command npm npm
    need_command chromium chromium
    ;;
*)
    echo "usage: install.sh fonts|test-tools" >&2
    exit 2
    ;;
esac

[ -z "$missing" ] && exit 0

if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
    echo "Installing:$missing"
    apt-get update -qq
    # shellcheck disable=SC2086 # one word a package
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $missing >/dev/null
    exit 0
fi

cat >&2 <<MESSAGE
This machine lacks:$missing
Install it and run make again:
  Debian, Ubuntu   sudo apt-get install$missing
  Fedora           sudo dnf install google-noto-sans-cjk-fonts gcc nodejs npm chromium
  Arch             sudo pacman -S noto-fonts-cjk gcc nodejs npm chromium
  macOS            brew install --cask font-noto-sans-cjk chromium; brew install node; xcode-select --install
  Windows          the family "Noto Sans CJK SC" from the Noto project, then build in WSL with the Debian line
MESSAGE
exit 1
