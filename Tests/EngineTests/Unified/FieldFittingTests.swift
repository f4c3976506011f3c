import JSON
import Testing

@testable import Engine

/// What a vendor wrote, and what a model's field makes of it.
@Suite struct FieldFittingTests {
    private static let name = UnifiedField(name: "name", type: .string(values: ["open", "closed"]), description: "")
    private static let id = UnifiedField(name: "id", type: .string(values: []), description: "")
    private static let status = FieldType.object([id, name])

    struct Case: Sendable {
        let type: FieldType
        let given: JSONValue
        let value: JSONValue?
        let raw: JSONValue?

        /// Without `raw` the value fits; without either it is as if nothing had been given.
        init(_ type: FieldType, _ given: JSONValue, _ value: JSONValue? = .none, raw: JSONValue? = .none) {
            self.type = type
            self.given = given
            self.value = value
            self.raw = raw
        }
    }

    /// A number as it is written.
    private static func digits(_ text: String) -> JSONValue { JSONNumber(text: text).map { .number($0) } ?? .null }

    private static let big = digits("123456789012345678901234567890")

    private static let scalars = [
        Case(.string(values: []), "a", "a"), Case(.string(values: []), 7, "7"),
        Case(.string(values: []), digits("9007199254740993"), "9007199254740993"),
        Case(.string(values: []), digits("1.50"), "1.50"), Case(.string(values: []), true, "true"),
        Case(.string(values: []), ["a": 1], raw: ["a": 1]), Case(.string(values: []), ["a"], raw: ["a"]),
        Case(.string(values: ["open"]), "open", "open"), Case(.string(values: ["open"]), "OPEN", "open", raw: "OPEN"),
        Case(.string(values: ["open"]), "ajar", raw: "ajar"), Case(.string(values: ["1"]), 1, "1"),
        Case(.integer, 3, 3), Case(.integer, "3", 3), Case(.integer, "1e2", 100),
        Case(.integer, big, big),
        Case(.integer, 3.5, raw: 3.5), Case(.integer, "about ten", raw: "about ten"), Case(.integer, true, raw: true),
        Case(.number, "12.50", digits("12.50")), Case(.number, 0.1, 0.1), Case(.number, "1,5", raw: "1,5"),
        Case(.number, [1], raw: [1]), Case(.boolean, true, true), Case(.boolean, "true", true),
        Case(.boolean, "0", false),
        Case(.boolean, 1, true), Case(.boolean, 0, false), Case(.boolean, 2, raw: 2), Case(.boolean, "yes", raw: "yes"),
        Case(.timestamp, "2026-03-01T10:00:00+02:00", "2026-03-01T08:00:00.000Z"),
        Case(.timestamp, "2026-03-01", "2026-03-01T00:00:00.000Z"),
        Case(.timestamp, "2026-03-01 10:00:00", "2026-03-01T10:00:00.000Z"),
        Case(.timestamp, 1_772_323_200, "2026-03-01T00:00:00.000Z"),
        Case(.timestamp, "1772323200123", "2026-03-01T00:00:00.123Z"), Case(.timestamp, "soon", raw: "soon"),
        Case(.timestamp, "2026-02-30", raw: "2026-02-30"), Case(.timestamp, 1.5, raw: 1.5),
        Case(.date, "2026-03-01T23:30:00-02:00", "2026-03-02"), Case(.date, "2026-03-01", "2026-03-01"),
        Case(.date, ["y": 2026], raw: ["y": 2026]),
        Case(.any, ["a": .null, "b": [1, ""]], ["b": [1]]), Case(.any, 0, 0), Case(.any, false, false),
    ]

    private static let containers = [
        Case(status, ["id": 5, "name": "open"], ["id": "5", "name": "open"]),
        Case(status, ["name": "ajar", "id": 5], ["id": "5", "name_raw": "ajar"]),
        Case(status, ["id": .null, "name": ""]), Case(status, [:]), Case(status, "open", raw: "open"),
        Case(status, 7, raw: 7), Case(status, ["open"], raw: ["open"]),
        Case(status, ["id": 1, "more": ["x": .null, "y": 2]], ["id": "1", "more": ["y": 2]]),
        Case(.object([]), ["a": ["b": .null], "c": 0], ["c": 0]), Case(.object([]), "a", raw: "a"),
        Case(.array(.string(values: [])), ["a", 2, .null, ""], ["a", "2"]), Case(.array(.integer), "3", [3]),
        Case(.array(.integer), [1, "two", 3], [1, 3], raw: [1, "two", 3]),
        Case(.array(.integer), ["two"], raw: ["two"]),
        Case(.array(status), ["id": 1], [["id": "1"]]), Case(.array(status), [["id": 1], .null, [:]], [["id": "1"]]),
        Case(.array(status), [["id": 1], "x"], [["id": "1"]], raw: [["id": 1], "x"]), Case(.array(.any), []),
        Case(.array(.array(.integer)), [[1], [], ["2"]], [[1], [2]]),
    ]

    @Test(arguments: scalars + containers) func `a value fits, or stands beside the field as it was`(_ item: Case) {
        let fitted = FieldFitting(translations: [:]).fit(item.given, item.type, at: "field")
        #expect(fitted.value == item.value)
        #expect(fitted.raw == item.raw)
    }

    private static let nothings: [(FieldType, JSONValue)] = [
        (.string(values: []), .null), (.integer, ""), (.boolean, []), (.timestamp, .null), (.array(.any), ""),
        (.object([]), .null), (.any, []), (.date, ""),
    ]

    @Test(arguments: nothings) func `nothing stays nothing, whatever the type`(_ type: FieldType, _ given: JSONValue) {
        let fitted = FieldFitting(translations: [:]).fit(given, type, at: "field")
        #expect(fitted.value == .none)
        #expect(fitted.raw == .none)
    }

    @Test func `words are translated at their own path, and the vendor's is kept`() {
        let words = ["status.name": ["new": "open", "odd": "strange"], "rank": ["1": "top"]]
        let fitting = FieldFitting(translations: words)
        let fields = [
            UnifiedField(name: "status", type: FieldFittingTests.status, description: ""),
            UnifiedField(name: "other", type: FieldFittingTests.status, description: ""),
            UnifiedField(name: "rank", type: .string(values: []), description: ""),
        ]
        let given: JSONObject = ["other": ["name": "new"], "status": ["name": "new"], "rank": 1, "extra": "new"]
        #expect(
            JSONValue.object(fitting.fit(given, fields, below: ""))
                == [
                    "status": ["name": "open", "name_raw": "new"], "other": ["name_raw": "new"],
                    "rank": "top", "rank_raw": 1, "extra": "new",
                ]
        )
        #expect(fitting.fit(["status": ["name": "odd"]], fields, below: "")["status"] == ["name_raw": "odd"])
    }

    @Test func `members come in the model's order, what it doesn't have behind`() {
        let fields = ["a", "b"].map { UnifiedField(name: $0, type: .any, description: "") }
        let fitted = FieldFitting(translations: [:]).fit(["z": 1, "b": 2, "a": 3], fields, below: "")
        #expect(JSONValue.object(fitted).text == #"{"a":3,"b":2,"z":1}"#)
    }
}
