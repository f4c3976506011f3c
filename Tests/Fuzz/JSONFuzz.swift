// Fuzzed with Sources/JSON by Scripts/fuzz.sh.

import JSON

/// Traps when the parser and the writer disagree, or a bound does not hold.
func fuzzJSON(_ text: [UInt8]) {
    let parsed = Result { () throws(JSONError) in try JSONValue(parsing: text) }
    let shallow = Result { () throws(JSONError) in
        try JSONValue(parsing: text, limits: JSONLimits(maxDepth: 3, maxBytes: 4_096))
    }
    guard case .success(let value) = parsed else {
        guard case .failure = shallow else { preconditionFailure("only the stricter bounds accept this") }
        return
    }
    if case .success(let other) = shallow { precondition(other == value, "the same within stricter bounds") }
    precondition((try? JSONValue(parsing: value.bytes)) == value, "compact text")
    precondition((try? JSONValue(parsing: value.prettyText)) == value, "indented text")
    precondition(value.bytes.count <= max(16, 6 * text.count), "the text is not much longer")
    check(value)
    let padded = Array(" \n".utf8) + text + Array("\t".utf8)
    precondition((try? JSONValue(parsing: padded)) == value, "blanks around")
    precondition((try? JSONValue(parsing: padded, in: 2..<(2 + text.count))) == value, "within a range")
}

/// The parts of a value are found again by their paths, and numbers are what their texts say.
private func check(_ value: JSONValue) {
    precondition(value.value(at: JSONPath(segments: [])) == value, "the root")
    switch value {
    case .object(let members):
        for (key, member) in members {
            precondition(value.value(at: JSONPath(segments: [key])) == member, "a member by its key")
        }
    case .array(let elements):
        for (index, element) in elements.enumerated() {
            precondition(value.value(at: JSONPath(segments: [String(index)])) == element, "an element by its index")
        }
    case .number(let number):
        precondition(JSONNumber(text: number.text) == number, "a number by its text")
        if let integer = number.intValue { precondition(Double(integer) == number.doubleValue, "an integer's value") }
    case .null, .bool, .string:
        break
    }
}
