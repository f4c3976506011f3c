import Domain
import Expressions
import JSON

/// How the pages of a list follow each other.
enum Pagination: Sendable {
    case page(PageNumberPagination)
    case offset(OffsetPagination)
    case cursor(CursorPagination)
    case linkHeader(LinkHeaderPagination)
    case nextURL(NextURLPagination)
    case range(RangePagination)
    case dynamic(DynamicPagination)

    private static let formats = ["page", "offset", "cursor", "link_header", "next_url", "range", "dynamic"]

    /// Reads `{format, config}`.
    init(_ value: JSONValue, at path: String) throws(ValidationError) {
        var reader = DocumentReader(value, at: path, keys: ["format", "config"])
        let format = reader.choice("format", Pagination.formats)
        let config = reader["config"] ?? [:]
        let place = reader.place(of: "config")
        if reader["format"] == nil {
            reader.fail("format", "required: one of \(Pagination.formats.joined(separator: ", "))")
        }
        try reader.finish()
        switch format {
        case "page": self = .page(try PageNumberPagination(config, at: place))
        case "offset": self = .offset(try OffsetPagination(config, at: place))
        case "cursor": self = .cursor(try CursorPagination(config, at: place))
        case "link_header": self = .linkHeader(try LinkHeaderPagination(config, at: place))
        case "next_url": self = .nextURL(try NextURLPagination(config, at: place))
        case "range": self = .range(try RangePagination(config, at: place))
        default: self = .dynamic(try DynamicPagination(config, at: place))
        }
    }

    /// The name of the kind in manifests.
    var format: String {
        switch self {
        case .page: "page"
        case .offset: "offset"
        case .cursor: "cursor"
        case .linkHeader: "link_header"
        case .nextURL: "next_url"
        case .range: "range"
        case .dynamic: "dynamic"
        }
    }

    var walk: any PaginationWalk {
        switch self {
        case .page(let walk): walk
        case .offset(let walk): walk
        case .cursor(let walk): walk
        case .linkHeader(let walk): walk
        case .nextURL(let walk): walk
        case .range(let walk): walk
        case .dynamic(let walk): walk
        }
    }
}

/// One kind of pagination, as its manifest has set it.
protocol PaginationWalk: Sendable {
    var size: PageSize { get }
    /// Paths of an answer that say where the list goes on.
    var envelope: [JSONPath] { get }
    /// Paths of each record that say where the list goes on.
    var fields: [JSONPath] { get }
    /// Puts the place after `cursor`, and the page size, into a request.
    func place(_ draft: inout RequestDraft, after cursor: Cursor?, limit: Int?) throws(IntegrationError)
    /// The place after a page; nil at the list's end.
    func next(after page: WalkedPage) throws(IntegrationError) -> Cursor?
}

/// How many records a page may have, and how a request says so.
struct PageSize: Sendable {
    static let keys = ["limit_param", "limit", "max_limit"]
    let parameter: String?
    /// Asked for where the caller says nothing.
    let standard: Int?
    let most: Int?

    init(_ reader: inout DocumentReader) {
        parameter = reader.text("limit_param")
        standard = reader.count("limit")
        most = reader.count("max_limit") ?? standard
        if parameter == nil, standard != nil { reader.fail("limit_param", "required with \"limit\"") }
    }

    /// The size to ask for: the caller's, cut to the vendor's bound.
    func limit(asked: Int?) -> Int? {
        guard let asked else { return standard }
        return most.map { min(asked, $0) } ?? asked
    }

    func place(_ draft: inout RequestDraft, limit: Int?) {
        if let parameter, let limit { draft.query[parameter] = .number(JSONNumber(limit)) }
    }
}

/// An answer with what its pagination reads of it.
struct WalkedPage {
    let split: SplitPage
    let answer: InboundAnswer
    /// The cursor that the page was asked with.
    let cursor: Cursor?
    let limit: Int?
    /// Where the pagination's fields begin among those of the records.
    let firstField: Int

    func text(_ envelope: Int) -> String? { split.envelope(envelope).flatMap(split.scalar) }

    /// A truth value of the envelope; nil where there is none.
    func bool(_ envelope: Int) -> Bool? {
        switch text(envelope) {
        case "true", "1": true
        case "false", "0": false
        default: nil
        }
    }

    /// A pagination's field of the last record.
    func lastField(_ index: Int) -> String? {
        guard let last = split.records.indices.last else { return nil }
        return split.field(firstField + index, of: last).flatMap(split.scalar)
    }

    /// `next`, which must not be where the page came from: that would go round for ever.
    func checked(_ next: Cursor?) throws(IntegrationError) -> Cursor? {
        guard next == nil || next != cursor else {
            throw IntegrationError(.cursorRepeated, message: "the page's cursor leads back to the same page")
        }
        return next
    }
}
