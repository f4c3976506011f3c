import JSON

/// Gigabytes a second of splitting a page of 100 tickets with two fields picked.
enum SplitFigure {
    static func measure() -> Double {
        let ticket =
            #"{"id":%,"subject":"Printer \"3\" is offline","description":""#
            + String(repeating: "The quick brown fox jumps over the lazy dog, née in Zürich. ", count: 28)
            + #"","custom_fields":[{"id":360001,"value":"a"},{"id":360002,"value":null}],"updated_at":"2026-01-01T00:00:00Z"}"#
        let tickets = (1...100).map { ticket.replacing("%", with: "\($0)") }.joined(separator: ",")
        let page = Array(#"{"tickets":[\#(tickets)],"meta":{"has_more":true,"after_cursor":"abc"}}"#.utf8)
        let shape = PageShape(records: "tickets", envelope: ["meta.after_cursor"], fields: ["id", "updated_at"])
        let splitter = PageSplitter(shape: shape)
        let rounds = 2_000
        var found = 0
        let clock = ContinuousClock()
        let time = clock.measure {
            for _ in 0..<rounds { found += (try? splitter.split(page).records.count) ?? 0 }
        }
        precondition(found == rounds * 100, "every page has its records")
        return Double(page.count * rounds) / time.seconds / 1e9
    }
}

extension Duration {
    var seconds: Double { Double(components.seconds) + Double(components.attoseconds) / 1e18 }
}
