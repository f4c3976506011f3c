import JSON
import Testing

@Suite struct JSONObjectTests {
    /// Below and above the number of members from which keys are indexed.
    private static let sizes = [0, 1, 15, 16, 17, 200]

    private func object(_ count: Int) -> JSONObject {
        JSONObject((0..<count).map { ("key\($0)", JSONValue.number(JSONNumber($0))) })
    }

    @Test(arguments: sizes)
    func `finds every key and no other, in order`(_ count: Int) {
        let object = object(count)
        #expect(object.count == count)
        #expect(object.isEmpty == (count == 0))
        #expect(object.keys == (0..<count).map { "key\($0)" })
        #expect((0..<count).allSatisfy { object["key\($0)"]?.intValue == $0 })
        #expect(object["key\(count)"] == nil)
        #expect(object.map(\.key) == object.keys)
    }

    @Test(arguments: sizes)
    func `a replaced value keeps its place, a new one goes to the end, a removed one leaves none`(_ count: Int) {
        var object = object(count)
        object["new"] = "n"
        object["key0"] = "replaced"
        object["key7"] = nil
        object["absent"] = nil
        var keys = (0..<max(count, 0)).map { "key\($0)" } + ["new"]
        if count == 0 { keys.append("key0") }
        keys.removeAll { $0 == "key7" }
        #expect(object.keys == keys)
        #expect(object["key0"] == "replaced")
        #expect(object["key7"] == nil)
        #expect(object["new"] == "n")
        #expect(keys.allSatisfy { object[$0] != nil })
        object["key7"] = 7
        #expect(object.keys == keys + ["key7"])
        #expect(object["key7"] == 7)
    }

    @Test(arguments: sizes)
    func `equality and hash ignore the order`(_ count: Int) {
        let object = object(count)
        var reversed = JSONObject(object.map { ($0.key, $0.value) }.reversed())
        #expect(object == reversed)
        #expect(object.hashValue == reversed.hashValue)
        reversed["key0"] = "other"
        #expect(object != reversed)
    }

    @Test func `a copy changes by itself`() {
        let original = object(20)
        var copy = original
        copy["key3"] = nil
        #expect(original["key3"] == 3)
        #expect(copy["key3"] == nil)
    }

    @Test func `keys are compared byte for byte`() {
        let object: JSONObject = ["\u{e9}": 1, "e\u{301}": 2]
        #expect(object.count == 2)
        #expect(object["\u{e9}"] == 1)
        #expect(object["e\u{301}"] == 2)
        var large = self.object(30)
        large["\u{e9}"] = 1
        #expect(large["e\u{301}"] == nil)
    }

    @Test func `of a key repeated in a literal the last value wins`() {
        let object: JSONObject = ["a": 1, "b": 2, "a": 3]
        #expect(JSONValue.object(object).text == "{\"a\":3,\"b\":2}")
    }
}
