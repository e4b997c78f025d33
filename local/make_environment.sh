#!/bin/sh
# Makes the virtual environment in the folder $1 and installs what is pinned. Run by make.
set -eu
folder=$1

new_enough() {
    "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null
}

makes_environments() {
    "$1" -c 'import ensurepip, venv' 2>/dev/null
}

# The system's own first: distributions build theirs with profile-guided optimisation. One that was
# compiled without it needs half again as long for everything (docs/decisions/0077).
find_python() {
    unable=
    for name in /usr/bin/python3 python3 python3.11 python3.12 python3.13 python3.14; do
        command -v "$name" >/dev/null && new_enough "$name" || continue
        if makes_environments "$name"; then
            command -v "$name"
            return
        fi
        unable=$name
    done
    if [ -n "$unable" ]; then
        echo "$unable cannot make virtual environments. On Debian: apt-get install python3-venv" >&2
        exit 1
    fi
    echo "Yttra needs Python 3.11 or later, and found $(python3 --version 2>/dev/null || echo none)." >&2
    echo "On Debian 12 or Ubuntu 24.04: apt-get install python3 python3-venv" >&2
    exit 1
}

# What an interrupted attempt left is of no use.
if ! "$folder/bin/python" -m pip --version >/dev/null 2>&1; then
    python=$(find_python)
    rm -rf "$folder"
    echo "Making the environment in $folder with $("$python" --version) ($python) ..."
    "$python" -m venv "$folder"
fi
echo "Installing the pinned packages; the first time takes a minute or two ..."
"$folder/bin/python" -m pip install --quiet --disable-pip-version-check --require-hashes \
    -r requirements-dev.txt
