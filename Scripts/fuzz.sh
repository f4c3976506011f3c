#!/bin/sh
# Fuzzes one parser with libFuzzer and AddressSanitizer: Scripts/fuzz.sh NAME SECONDS
#   Scripts/fuzz.sh PageSplitter 60
#   Scripts/fuzz.sh Placeholder 60
# Compiles Tests/Fuzz/NAME"Fuzz.swift" and the sources it needs as one module, starts from the seeds in
# Tests/Fuzz/Corpus/NAME and keeps what it finds in .build-fuzz/NAME. Exits 1 on a crash, whose input it leaves there.
set -eu

if [ $# -ne 2 ]; then
    echo "usage: $0 NAME SECONDS" >&2
    exit 2
fi
name=$1
seconds=$2
cd "$(dirname "$0")/.."

case $name in
PageSplitter) targets="JSON" ;;
Placeholder) targets="JSON Placeholders" ;;
*)
    echo "$0: no fuzzer is called $name" >&2
    exit 2
    ;;
esac

work=.build-fuzz/$name
rm -rf "$work/sources"
mkdir -p "$work/sources" "$work/corpus" "$work/crashes"
for target in $targets; do
    for file in Sources/"$target"/*.swift; do
        # One module has no imports of itself.
        sed -E '/^((public|package) )?import JSON$/d' "$file" >"$work/sources/$(basename "$file")"
    done
done

swiftc -O -swift-version 6 -sanitize=fuzzer,address -parse-as-library -module-name Fuzz \
    -enable-upcoming-feature ExistentialAny \
    "$work"/sources/*.swift "Tests/Fuzz/${name}Fuzz.swift" -o "$work/fuzz"
ASAN_OPTIONS=detect_leaks=0 "$work/fuzz" -max_total_time="$seconds" -max_len=4096 -timeout=10 \
    -artifact_prefix="$work/crashes/" "$work/corpus" "Tests/Fuzz/Corpus/$name"
