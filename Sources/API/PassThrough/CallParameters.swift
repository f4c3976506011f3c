import Domain
import Engine
import Hummingbird
import JSON

/// The query of a call that goes through to a vendor: what is meant for this server, and the rest.
struct CallParameters {
    let accountID: IntegratedAccount.ID
    /// What isn't for this server.
    let query: JSONObject
    let format: ResponseFormat
    /// Whether the body of a unified call is the vendor's own already.
    let passesBody: Bool
    /// Fields that are left out of unified records.
    let excluded: [String]
    private let cursorText: String?

    private static let account = "integrated_account_id"
    private static let format = "truto_response_format"
    private static let ignoresRemoteData = "truto_ignore_remote_data"
    private static let excludedFields = "truto_exclude_fields"
    private static let bodyPassthrough = "truto_body_passthrough"
    private static let unifiedSwitches = [format, ignoresRemoteData, excludedFields]
    private static let switches = unifiedSwitches + [bodyPassthrough]
    private static let cursors = ["next_cursor", "prev_cursor"]

    /// Throws what is wrong with what is meant for this server.
    init(_ request: Request, isUnified: Bool) throws(ValidationError) {
        let string = QueryString(request.uri.query)
        var failures: [ValidationFailure] = []
        func boolean(_ name: String) -> Bool {
            switch string[name] {
            case nil, "false": return false
            case "true": return true
            case let other?:
                failures.append(ValidationFailure(name, "expected true or false, found \"\(other)\""))
                return false
            }
        }
        if string[CallParameters.account] == nil {
            failures.append(ValidationFailure(CallParameters.account, "required: whose data it is"))
        }
        if string["prev_cursor"] != nil {
            failures.append(ValidationFailure("prev_cursor", "lists are read forwards; there is next_cursor"))
        }
        let known = isUnified ? CallParameters.switches : [CallParameters.bodyPassthrough]
        for name in Set(string.items.map(\.name)).sorted() where name.hasPrefix("truto_") && string[name] != nil {
            guard !known.contains(name) else { continue }
            let isElsewhere = CallParameters.unifiedSwitches.contains(name)
            let isKnown = ["truto_super_query", "truto_key_by"].contains(name)
            let message =
                isElsewhere
                ? "only for unified resources"
                : isKnown ? "not supported yet" : "unknown; there is \(known.joined(separator: ", "))"
            failures.append(ValidationFailure(name, message))
        }
        let ignoresRemoteData = boolean(CallParameters.ignoresRemoteData)
        passesBody = boolean(CallParameters.bodyPassthrough)
        var format = ResponseFormat.unified
        if let text = string[CallParameters.format] {
            if let known = ResponseFormat(rawValue: text) {
                format = known
            } else {
                let valid = ResponseFormat.allCases.map(\.rawValue).joined(separator: ", ")
                let message = "expected one of \(valid), found \"\(text)\""
                failures.append(ValidationFailure(CallParameters.format, message))
            }
        }
        self.format = format == .unified && ignoresRemoteData ? .normalized : format
        excluded = (string[CallParameters.excludedFields] ?? "").split(separator: ",").map(String.init)
        cursorText = string["next_cursor"]
        accountID = .init(string[CallParameters.account] ?? "")
        let own =
            [CallParameters.account] + CallParameters.cursors
            + string.items.map(\.name).filter {
                $0.hasPrefix("truto_")
            }
        query = try string.object(without: Set(own))
        guard failures.isEmpty else { throw ValidationError(failures) }
    }

    /// Where the list of `resource` goes on; throws for a cursor of another list, account or query.
    func cursor(of resource: String) throws(ValidationError) -> Cursor? {
        guard let cursorText else { return nil }
        return try ListCursor.readCursor(cursorText, list: list(resource))
    }

    /// The cursor as a caller gets it.
    func text(of cursor: Cursor?, _ resource: String) -> String? {
        cursor.map { ListCursor.write($0, list: list(resource)) }
    }

    private func list(_ resource: String) -> String {
        let text = "\(accountID.rawValue)\n\(resource)\n\(JSONValue.object(query).text)"
        return String(Fingerprint.hash(of: Array(text.utf8)).prefix(16))
    }
}
