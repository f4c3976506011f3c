// Fuzzed with Sources/JSON and Sources/Placeholders by Scripts/fuzz.sh.

import JSON
import Placeholders

/// What placeholders are looked up in: every kind of value, and text that looks like a placeholder itself.
private let context: JSONValue = [
    "a": "text", "b": nil, "c": 1.50, "d": true, "e": [1, [nil, "x"], ["k": "v"]],
    "f": ["a": ["b": "deep"], "list": [1]],
    "g": "", "h": "{{a}}", "i": "{\"json\": [1]}", "args": ["id": 12, "ids": ["1", "2"]],
]

/// Traps when a template breaks one of its promises on any text, or on any JSON value.
func fuzzPlaceholder(_ input: [UInt8]) {
    let text = String(decoding: input, as: UTF8.self)
    check(.string(text))
    check(["$truto_merge": .string(text), "rest": [.string(text), .string("before \(text) behind")]])
    if let value = try? JSONValue(parsing: input, limits: JSONLimits(maxDepth: 100, maxBytes: 1 << 20)) { check(value) }
}

private func check(_ value: JSONValue) {
    guard let lenient = try? Template(value, strict: false) else {
        preconditionFailure("a lenient template takes any shallow value")
    }
    let rendered = try? lenient.render(lookup: context.value(at:))
    if lenient.isConstant {
        precondition(lenient.uses.isEmpty, "a constant uses nothing")
        precondition(rendered == value, "a constant renders as it is")
    }
    precondition(Set(lenient.paths).count == lenient.paths.count, "each path once")
    for use in lenient.uses {
        precondition(!use.paths.isEmpty && use.paths.allSatisfy(lenient.paths.contains), "each use reads known paths")
        check(use, in: value)
    }
    guard let strict = try? Template(value, strict: true) else { return }
    precondition(strict.uses == lenient.uses && strict.paths == lenient.paths, "strict only refuses")
    precondition((try? strict.render(lookup: context.value(at:))) == rendered, "strict renders the same")
    _ = try? strict.render(lookup: { _ in nil }, missing: { _ in .undefined })
    _ = try? strict.render(lookup: { _ in context }, missing: { _ in .text("missing") })
}

/// A use must be found again at the place it names; a location whose keys hold dots or digits is still exact.
private func check(_ use: PlaceholderUse, in value: JSONValue) {
    guard case .string(let text) = value.value(at: use.location) else {
        preconditionFailure("no string at \(use.location)")
    }
    let rest = Array(text.utf8.dropFirst(use.offset))
    precondition(rest.starts(with: use.text.utf8), "the placeholder's text at its offset")
    precondition(use.isWhole == (use.text.utf8.elementsEqual(text.utf8)), "whole or not")
}
