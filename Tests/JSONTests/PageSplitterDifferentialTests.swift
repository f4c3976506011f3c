import JSON
import Testing

/// The splitter and the parser share no scanning code; on any text they must say the same.
@Suite struct PageSplitterDifferentialTests {
    @Test(arguments: 0..<8)
    func `finds in valid pages what the parser finds`(_ seed: UInt64) throws {
        var maker = PageMaker(seed: seed)
        for _ in 0..<150 {
            let page = maker.page()
            _ = try JSONValue(parsing: page)  // the pages are valid indeed
            try compare(page, maker.shape())
        }
    }

    @Test(arguments: 100..<108)
    func `refuses damaged pages at the same byte for the same reason as the parser`(_ seed: UInt64) throws {
        var maker = PageMaker(seed: seed)
        for _ in 0..<300 { try compare(maker.damaged(maker.page()), maker.shape()) }
    }

    @Test func `a page cut off after any byte is an error`() throws {
        let page = Array(
            """
            {"tickets": [{"id": -1.5e+3, "a": "\\u00e9 日本 \\n"}, {"id": true}], "meta": {"next": null, "more": false}}
            """.utf8
        )
        let shape = PageShape(records: "tickets", envelope: ["meta.next"], fields: ["id", "a"])
        for length in 0..<page.count {
            let cut = Array(page[..<length])
            #expect(throws: JSONError.self) { try PageSplitter(shape: shape).split(cut) }
            try compare(cut, shape)
        }
        try compare(page, shape)
    }

    private func compare(_ page: [UInt8], _ shape: PageShape) throws {
        let text: Comment = "\(String(decoding: page, as: UTF8.self)) with \(shape)"
        let parsed = Result { () throws(JSONError) in try JSONValue(parsing: page) }
        let split: SplitPage
        do throws(JSONError) {
            split = try PageSplitter(shape: shape).split(page)
        } catch {
            guard case .success(let value) = parsed else {
                #expect(parsed == .failure(error), text)
                return
            }
            let kind = try #require(value.value(at: shape.records), text).kindName
            #expect(["boolean", "number", "string"].contains(kind), text)
            return
        }
        let value = try parsed.get()
        let found = value.value(at: shape.records)
        let records = found?.arrayValue ?? (found?.objectValue == nil ? [] : [found ?? nil])
        #expect(split.recordsFound == (found != nil), text)
        #expect(try split.records.map { try split.value($0) } == records, text)
        for (index, path) in shape.envelope.enumerated() {
            #expect(try split.envelope(index).map { try split.value($0) } == value.value(at: path), text)
        }
        for (number, record) in records.enumerated() where number < split.records.count {
            for (index, path) in shape.fields.enumerated() {
                let range = split.field(index, of: number)
                let expected = record.value(at: path)
                #expect(try range.map { try split.value($0) } == expected, text)
                #expect(range.flatMap { split.scalar($0) } == scalarText(expected), text)
            }
        }
    }

    private func scalarText(_ value: JSONValue?) -> String? {
        switch value {
        case .string(let text): text
        case .number(let number): number.text
        case .bool(let flag): flag ? "true" : "false"
        case nil, .null, .array, .object: nil
        }
    }
}
