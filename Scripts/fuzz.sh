#!/bin/sh
# Fuzzes with libFuzzer and AddressSanitizer: Scripts/fuzz.sh NAME SECONDS, or "all" for NAME
#   Scripts/fuzz.sh Patterns 60
# Compiles Tests/Fuzz/NAME"Fuzz.swift" with the targets, or parts of targets, that its first line names. Starts from the seeds in
# Tests/Fuzz/Corpus/NAME with the words of Corpus/NAME.dict, and keeps what it finds in .build-fuzz/NAME.
# Exits 1 on a crash, a hang of 10 s or more than 2 GB of memory and leaves the input in .build-fuzz/NAME/crashes;
# store it in the corpus with the repair, and `make test` replays it ever after.
set -eu

if [ $# -ne 2 ]; then
    echo "usage: $0 NAME SECONDS" >&2
    exit 2
fi
name=$1
seconds=$2
cd "$(dirname "$0")/.."

if [ "$name" = all ]; then
    for file in Tests/Fuzz/*Fuzz.swift; do
        "Scripts/$(basename "$0")" "$(basename "$file" Fuzz.swift)" "$seconds"
    done
    exit
fi
file=Tests/Fuzz/${name}Fuzz.swift
if [ ! -e "$file" ]; then
    echo "$0: no fuzzer is called $name" >&2
    exit 2
fi

work=.build-fuzz/$name
rm -rf "$work/modules"
mkdir -p "$work/modules" "$work/corpus" "$work/crashes"
compile() {
    swiftc -O -wmo -swift-version 6 -package-name sluice -sanitize=fuzzer,address -parse-as-library -I "$work/modules" \
        -enable-upcoming-feature ExistentialAny -enable-upcoming-feature MemberImportVisibility \
        -enable-upcoming-feature InternalImportsByDefault "$@"
}
parts=$(head -n 1 "$file" | grep -o 'Sources/[A-Za-z/+.]*[A-Za-z]')
for module in $(printf '%s\n' "$parts" | cut -d / -f 2 | awk '!seen[$0]++'); do
    sources=$(find $(printf '%s\n' "$parts" | grep -E "^Sources/$module(/|\$)") -name '*.swift')
    # A file of the same name below Stubs stands in for one that needs a library.
    for stub in Tests/Fuzz/Stubs/"$module"/*.swift; do
        [ -e "$stub" ] || continue
        sources="$(printf '%s\n' "$sources" | grep -v "/$(basename "$stub")\$") $stub"
    done
    compile -module-name "$module" -emit-module -emit-module-path "$work/modules/$module.swiftmodule" \
        -c -o "$work/modules/$module.o" $sources
done
cat >"$work/modules/Entry.swift" <<END
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzOneInput(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    fuzz$name(Array(UnsafeBufferPointer(start: start, count: count)))
    return 0
}
END
compile -module-name Fuzz "$file" "$work/modules/Entry.swift" "$work"/modules/*.o -o "$work/fuzz"
dict=Tests/Fuzz/Corpus/$name.dict
echo "fuzzing $name for $seconds s"
SWIFT_BACKTRACE=enable=no ASAN_OPTIONS=detect_leaks=0 "$work/fuzz" -max_total_time="$seconds" -max_len=4096 -timeout=10 -rss_limit_mb=2048 \
    -verbosity=0 -print_final_stats=1 $([ ! -e "$dict" ] || echo "-dict=$dict") -artifact_prefix="$work/crashes/" "$work/corpus" "Tests/Fuzz/Corpus/$name"
