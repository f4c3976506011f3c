import Domain
import JSON

/// The records of a recorded walk in pages of another size, by the rules that the manifest sets.
struct SizedPages {
    private let recorded: RecordedCase
    private let size: Int
    private let records: [JSONValue]

    /// Names the place in links of ours.
    private static let linkParameter = "replay_from"

    init(_ recorded: RecordedCase, size: Int) {
        self.recorded = recorded
        self.size = size
        records = recorded.records.flatMap { $0 }
    }

    /// Nil for a place that there isn't, and where pages can't be made anew.
    func page(for request: OutboundRequest, _ parts: RequestParts) -> InboundAnswer? {
        guard let pagination = recorded.method.pagination else { return nil }
        func parameter(_ name: String?) -> String? { parts.query.first { $0.name == name }?.value }
        let size = parameter(pagination.walk.size.parameter).flatMap { Int($0) } ?? size
        guard size > 0 else { return nil }
        switch pagination {
        case .page(let walk):
            guard let number = parameter(walk.parameter).flatMap({ Int($0) }), number >= walk.first else { return nil }
            let count = (records.count + size - 1) / size
            return numbered(walk.end, from: (number - walk.first) * size, size, total: count)
        case .offset(let walk):
            guard let offset = parameter(walk.parameter).flatMap({ Int($0) }), offset >= 0 else { return nil }
            return numbered(walk.end, from: offset, size, total: records.count)
        case .cursor(let walk):
            let body = request.body.flatMap { try? JSONValue(parsing: $0) }
            let given = walk.isInBody ? body?[walk.parameter]?.stringValue : parameter(walk.parameter)
            return after(given, walk, size)
        case .linkHeader:
            guard let start = place(parameter(SizedPages.linkParameter)) else { return nil }
            var page = slice(from: start, size)
            if let next = next(start, size) {
                page.headers.append(("link", "<\(link(to: next, request, parts))>; rel=\"next\""))
            }
            return page
        case .nextURL(let walk):
            guard let start = place(parameter(SizedPages.linkParameter)), let path = walk.envelope.first else {
                return nil
            }
            guard let next = next(start, size) else { return slice(from: start, size) }
            return slice(from: start, size, [(path, .string(link(to: next, request, parts)))])
        case .range(let walk):
            let header = request.headers.first { $0.name.lowercased() == "range" }?.value ?? ""
            let ends = header.replacing("\(walk.unit)=", with: "").split(separator: "-").compactMap { Int($0) }
            guard ends.count == 2, ends[0] <= ends[1] else { return nil }
            var page = slice(from: ends[0], ends[1] - ends[0] + 1)
            page.headers.append(("content-range", "\(walk.unit) \(ends[0])-\(ends[1])/\(records.count)"))
            return page
        case .dynamic: return nil
        }
    }

    /// Where the page after one begins; nil at the end.
    private func next(_ start: Int, _ size: Int) -> Int? { start + size < records.count ? start + size : nil }

    private func place(_ text: String?) -> Int? {
        guard let text else { return 0 }
        return Int(text).flatMap { (0..<max(1, records.count)).contains($0) ? $0 : nil }
    }

    /// The request's own address with another place in it, without what signed it.
    private func link(to start: Int, _ request: OutboundRequest, _ parts: RequestParts) -> String {
        let authorization = recorded.method.authorization ?? recorded.adapter.manifest.authorization
        let left = authorization.places.query + [SizedPages.linkParameter]
        var pairs = parts.query.filter { !left.contains($0.name) }
        pairs.append((SizedPages.linkParameter, String(start)))
        let query = pairs.map { "\(PercentEncoding.encode($0.name))=\(PercentEncoding.encode($0.value))" }
        return "\(request.url.prefix { $0 != "?" })?\(query.joined(separator: "&"))"
    }

    private func numbered(_ end: ListEnd, from start: Int, _ size: Int, total: Int) -> InboundAnswer {
        let more = next(start, size) != nil
        switch end {
        case .emptyPage: return slice(from: start, size)
        case .hasMore(let path): return slice(from: start, size, [(path, .bool(more))])
        case .total(let path): return slice(from: start, size, [(path, .number(JSONNumber(total)))])
        }
    }

    private func after(_ given: String?, _ walk: CursorPagination, _ size: Int) -> InboundAnswer? {
        let start: Int
        switch (given, walk.source) {
        case (nil, _): start = 0
        case (let text?, .lastRecord):
            let found = records.firstIndex { record in
                let value = walk.fields.first.flatMap { record.value(at: $0) }
                return (value?.stringValue ?? value?.text) == text
            }
            guard let found else { return nil }
            start = found + 1
        case (let text?, _):
            // Signs that an address has to encode.
            guard text.hasPrefix("after/"), text.hasSuffix("+="), let number = Int(text.dropFirst(6).dropLast(2)),
                (0..<records.count).contains(number)
            else { return nil }
            start = number
        }
        let next = next(start, size)
        let cursor = next.map { "after/\($0)+=" }
        var marks: [(JSONPath, JSONValue)] = []
        if walk.tellsMore, let path = walk.envelope.first { marks.append((path, .bool(next != nil))) }
        if case .body = walk.source, let cursor, let path = walk.envelope.last { marks.append((path, .string(cursor))) }
        var page = slice(from: start, size, marks)
        if case .header(let name) = walk.source {
            page.headers.removeAll { $0.name.lowercased() == name.lowercased() }
            if let cursor { page.headers.append((name, cursor)) }
        }
        return page
    }

    /// A page of the records, in the words of a recorded one: the last one's at the end, else the first one's.
    private func slice(from start: Int, _ size: Int, _ marks: [(JSONPath, JSONValue)] = []) -> InboundAnswer {
        let pages = recorded.walk.pages
        guard let template = next(start, size) == nil ? pages.last : pages.first else {
            return InboundAnswer(status: 404)
        }
        let end = min(records.count, start + size)
        let part = start < end ? Array(records[start..<end]) : []
        var body = template.body ?? [:]
        body = body.replacing(at: recorded.method.responsePath.segments[...], with: .array(part))
        for (path, value) in marks { body = body.replacing(at: path.segments[...], with: value) }
        return InboundAnswer(status: template.status, body: body.bytes)
    }
}

extension JSONValue {
    /// The value with another at a path, which is made where it isn't there.
    func replacing(at path: ArraySlice<String>, with value: JSONValue) -> JSONValue {
        guard let first = path.first else { return value }
        if case .array(var elements) = self, let index = Int(first), elements.indices.contains(index) {
            elements[index] = elements[index].replacing(at: path.dropFirst(), with: value)
            return .array(elements)
        }
        var members = objectValue ?? JSONObject()
        members[first] = (members[first] ?? [:]).replacing(at: path.dropFirst(), with: value)
        return .object(members)
    }
}
