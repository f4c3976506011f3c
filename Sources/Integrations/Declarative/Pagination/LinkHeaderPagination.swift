import Domain
import Expressions
import JSON

/// Pages behind the `next` link of the `Link` header (RFC 8288); a cursor's text is `link:…`.
struct LinkHeaderPagination: PaginationWalk {
    let size: PageSize
    let envelope: [JSONPath] = []
    let fields: [JSONPath] = []

    init(_ config: JSONValue, at path: String) throws(ValidationError) {
        var reader = DocumentReader(config, at: path, keys: PageSize.keys)
        size = PageSize(&reader)
        try reader.finish()
    }

    func place(_ draft: inout RequestDraft, after cursor: Cursor?, limit: Int?) throws(IntegrationError) {
        guard let cursor else { return size.place(&draft, limit: limit) }
        draft.link = try cursor.required("link")
    }

    func next(after page: WalkedPage) throws(IntegrationError) -> Cursor? {
        let headers = page.answer.headers.filter { $0.name.lowercased() == "link" }
        let link = headers.lazy.flatMap { LinkHeaderPagination.links(in: $0.value) }.first {
            $0.relations.contains("next")
        }
        return try page.checked(link.map { Cursor("link", $0.target) })
    }

    /// The links of a header's value: `<target>; rel="next last"; …`, with commas between them.
    static func links(in header: String) -> [(target: String, relations: [String])] {
        var links: [(String, [String])] = []
        var rest = header[...]
        while let open = rest.firstIndex(of: "<"), let close = rest[open...].firstIndex(of: ">") {
            let target = String(rest[rest.index(after: open)..<close])
            rest = rest[rest.index(after: close)...]
            // Parameters end at a comma that isn't inside quotes.
            var isQuoted = false
            let end = rest.firstIndex { character in
                if character == "\"" { isQuoted.toggle() }
                return character == "," && !isQuoted
            }
            let parameters = rest[..<(end ?? rest.endIndex)].split(separator: ";")
            rest = end.map { rest[rest.index(after: $0)...] } ?? ""
            let relations = parameters.compactMap { parameter -> String? in
                let pair = parameter.split(separator: "=", maxSplits: 1).map { $0.trimmingPrefix { $0 == " " } }
                guard pair.count == 2, pair[0].lowercased() == "rel" else { return nil }
                return pair[1].filter { $0 != "\"" }.lowercased()
            }
            links.append((target, relations.flatMap { $0.split(separator: " ").map(String.init) }))
        }
        return links
    }
}
