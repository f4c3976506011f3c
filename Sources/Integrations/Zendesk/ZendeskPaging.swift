import Domain
import JSON

/// How a list is walked: by cursor unless the job asks for a page number; exports by their own cursor or by time.
///
/// One request never carries two paging styles: Zendesk answers those with the wrong one, silently.
/// A cursor's text is `after:…` (cursor list), `page:…` (offset list), `export:…`, `time:…` or `before:…`.
struct ZendeskPaging {
    private enum Style { case single, cursor, offset(first: Int), export, timeExport, backwards }

    private static let pageCap = 100
    private static let exportCap = 1000
    private let style: Style
    private let size: Int?
    private let startTime: Int64
    /// The job's own parameters, without those of paging and those that went into the path.
    let ownQuery: JSONObject

    static let envelope: [JSONPath] = [
        "meta.has_more", "meta.after_cursor", "next_page", "after_cursor", "end_of_stream", "end_time", "before_cursor",
    ]

    init(_ call: AdapterCall, resource: ZendeskResource) throws(IntegrationError) {
        var own = call.query
        if let key = resource.pathKey { own[key] = nil }
        guard call.method == "list" else {
            (style, size, startTime, ownQuery) = (.single, nil, 0, own)
            return
        }
        let nested = own["page"]?.objectValue
        let asked = own["per_page"] ?? own["limit"] ?? own["page[size]"] ?? nested?["size"]
        let size = try ZendeskPaging.number(asked, "per_page")
        let page = nested == nil ? try ZendeskPaging.number(own["page"], "page") : nil
        for key in ["per_page", "limit", "page", "page[size]", "page[after]"] { own[key] = nil }
        switch resource.listing {
        case .cursorExport, .timeExport:
            style = resource.listing == .cursorExport ? .export : .timeExport
            startTime = try ZendeskPaging.startTime(own["start_time"], now: call.now)
            own["start_time"] = nil
            self.size = size.map { min($0, ZendeskPaging.exportCap) }
        case .backwards:
            style = .backwards
            startTime = 0
            self.size = min(size ?? ZendeskPaging.pageCap, ZendeskPaging.exportCap)
        case .pages:
            style = page.map { .offset(first: $0) } ?? .cursor
            startTime = 0
            self.size = min(size ?? ZendeskPaging.pageCap, ZendeskPaging.pageCap)
        }
        ownQuery = own
    }

    func parameters(after cursor: Cursor?) throws(IntegrationError) -> JSONObject {
        switch style {
        case .single: return [:]
        case .cursor:
            guard let cursor else { return ["page[size]": sizeValue] }
            if let number = cursor.value(of: "page").flatMap({ Int($0) }) {
                return ["page": .number(JSONNumber(number)), "per_page": sizeValue]
            }
            return ["page[size]": sizeValue, "page[after]": .string(try cursor.required("after"))]
        case .offset(let first):
            guard let cursor else { return ["page": .number(JSONNumber(first)), "per_page": sizeValue] }
            return ["page": .string(try cursor.required("page")), "per_page": sizeValue]
        case .export:
            var parameters: JSONObject = [:]
            if let cursor {
                parameters["cursor"] = .string(try cursor.required("export"))
            } else {
                parameters["start_time"] = .number(JSONNumber(startTime))
            }
            if size != nil { parameters["per_page"] = sizeValue }
            return parameters
        case .timeExport:
            let start = try cursor.map { cursor throws(IntegrationError) in try cursor.required("time") }
            var parameters: JSONObject = ["start_time": .string(start ?? String(startTime))]
            if size != nil { parameters["per_page"] = sizeValue }
            return parameters
        case .backwards:
            guard let cursor else { return ["limit": sizeValue] }
            return ["limit": sizeValue, "cursor": .string(try cursor.required("before"))]
        }
    }

    private var sizeValue: JSONValue { .number(JSONNumber(size ?? ZendeskPaging.pageCap)) }

    /// The cursor after a page, read from its envelope; see `envelope` for the order.
    func next(in page: SplitPage, after cursor: Cursor?) throws(IntegrationError) -> Cursor? {
        func text(_ index: Int) -> String? { page.envelope(index).flatMap(page.scalar) }
        let next: Cursor?
        switch style {
        case .single: return nil
        case .export:
            guard text(4) != "true" else { return nil }
            guard let after = text(3) else {
                throw IntegrationError(.malformed, message: "the export has neither after_cursor nor end_of_stream")
            }
            next = Cursor("export:\(after)")
        case .timeExport:
            guard text(4) != "true", text(4) != nil || text(2) != nil else { return nil }
            guard let end = text(5).flatMap({ Int64($0) }) else {
                throw IntegrationError(.malformed, message: "the export has neither end_time nor end_of_stream")
            }
            guard end > cursor?.value(of: "time").flatMap({ Int64($0) }) ?? startTime else {
                // Where nothing says that more follows, this is the end; else more changes share a second than fit a page.
                guard text(4) != nil else { return nil }
                throw IntegrationError(.cursorRepeated, message: "the export's end_time doesn't go on")
            }
            next = Cursor("time", String(end))
        case .backwards:
            guard let before = text(6), !page.records.isEmpty else { return nil }
            next = Cursor("before", before)
        case .cursor where page.envelope(0) != nil:
            guard text(0) == "true" else { return nil }
            guard let after = text(1) else {
                throw IntegrationError(.malformed, message: "the page has has_more but no after_cursor")
            }
            next = Cursor("after:\(after)")
        case .cursor where cursor?.value(of: "after") != nil:
            throw IntegrationError(.malformed, message: "the page after a cursor doesn't say whether there are more")
        case .cursor where cursor?.value(of: "page") == nil:
            // The list doesn't know cursors and answered its first page by number: it starts again that way.
            guard text(2) != nil else { return nil }
            next = Cursor("page:1")
        case .cursor, .offset:
            guard text(2) != nil else { return nil }
            let current = cursor?.value(of: "page").flatMap { Int($0) } ?? firstPage
            next = Cursor("page:\(current + 1)")
        }
        guard next != cursor else {
            throw IntegrationError(.cursorRepeated, message: "the page's cursor leads back to the same page")
        }
        return next
    }

    private var firstPage: Int {
        guard case .offset(let first) = style else { return 1 }
        return first
    }

    /// A number, or text that is one: placeholders give text unless they are cast.
    private static func number(_ value: JSONValue?, _ key: String) throws(IntegrationError) -> Int? {
        guard let value, !value.isNull else { return nil }
        guard let number = value.wholeNumber,
            (1...1_000_000_000).contains(number)
        else {
            throw IntegrationError(.unsendable, message: "query.\(key) must be a whole number above 0")
        }
        return number
    }

    /// Unix seconds, or ISO text; the vendor wants a moment at least a minute old.
    private static func startTime(_ value: JSONValue?, now: Timestamp) throws(IntegrationError) -> Int64 {
        let latest = now.unixSeconds - 61
        guard let value, !value.isNull else { return 0 }
        if let number = value.wholeNumber {
            return max(0, min(Int64(number), latest))
        }
        guard let moment = value.stringValue.flatMap({ Timestamp(iso: $0) }) else {
            throw IntegrationError(.unsendable, message: "query.start_time must be unix seconds or an ISO 8601 date")
        }
        return max(0, min(moment.unixSeconds, latest))
    }
}
