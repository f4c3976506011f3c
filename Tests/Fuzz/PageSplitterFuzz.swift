// Fuzzed with Sources/JSON by Scripts/fuzz.sh.

import JSON

/// Shapes whose paths overlap, repeat, index arrays and lead into the records.
private let splitters: [(shape: PageShape, splitter: PageSplitter)] = [
    PageShape(records: "tickets", envelope: ["meta.after_cursor", "meta"], fields: ["id", "a.b", "", "a", "id"]),
    PageShape(records: "", envelope: ["", "a.0.b", "a"], fields: ["a", "a.b", "0", "a.0.b"]),
    PageShape(records: "a.0", envelope: ["a", "a.1", "a.0.0.b", "a.0.b"], fields: ["b", "b.0.c"]),
].map { ($0, PageSplitter(shape: $0)) }

/// Traps when the splitter and the parser disagree on any page.
func fuzzPageSplitter(_ page: [UInt8]) {
    let parsed = Result { () throws(JSONError) in try JSONValue(parsing: page) }
    if case .success(let value) = parsed { checkText(of: value) }
    for (shape, splitter) in splitters {
        do throws(JSONError) {
            let split = try splitter.split(page)
            guard case .success(let value) = parsed else { preconditionFailure("only the splitter accepts this") }
            check(split, shape, value)
        } catch {
            switch parsed {
            case .failure(let other):
                precondition(error == other, "\(error) / \(other)")
            case .success(let value):
                switch value.value(at: shape.records) {
                case .bool, .number, .string: break
                case nil, .null, .array, .object: preconditionFailure("only the parser accepts this: \(error)")
                }
            }
        }
    }
}

private func check(_ split: SplitPage, _ shape: PageShape, _ page: JSONValue) {
    let found = page.value(at: shape.records)
    let records: [JSONValue] =
        switch found {
        case .array(let elements): elements
        case .object: found.map { [$0] } ?? []
        case nil, .null, .bool, .number, .string: []
        }
    precondition(split.recordsFound == (found != nil), "found or not")
    precondition(split.records.count == records.count, "number of records")
    for (index, path) in shape.envelope.enumerated() {
        check(split, split.envelope(index), page.value(at: path))
    }
    for (number, record) in records.enumerated() {
        check(split, split.records[number], record)
        for (index, path) in shape.fields.enumerated() {
            check(split, split.field(index, of: number), record.value(at: path))
        }
    }
}

private func check(_ split: SplitPage, _ range: Range<Int>?, _ expected: JSONValue?) {
    let value = range.flatMap { range in try? split.value(range) }
    precondition(value == expected, "\(String(describing: value)) / \(String(describing: expected))")
    guard let range else { return }
    switch expected {
    case .string(let text):
        precondition(split.scalar(range).map { Array($0.utf8) } == Array(text.utf8), "a string's text")
    case .number(let number): precondition(split.scalar(range) == number.text, "a number's text")
    case .bool(let flag): precondition(split.scalar(range) == (flag ? "true" : "false"), "a boolean's text")
    case nil, .null, .array, .object: precondition(split.scalar(range) == nil, "no scalar")
    }
}

/// What is written must be read back as the same value, whatever the layout.
private func checkText(of value: JSONValue) {
    precondition((try? JSONValue(parsing: value.bytes)) == value, "compact text")
    precondition((try? JSONValue(parsing: value.prettyText)) == value, "indented text")
    precondition(value.hashValue == (try? JSONValue(parsing: value.bytes))?.hashValue, "hash")
    if case .number(let number) = value {
        precondition(JSONNumber(text: number.text) == number, "number")
        if let integer = number.intValue { precondition(Double(integer) == number.doubleValue, "integer") }
    }
}
