package import Domain
package import JSON

/// A recorded walk beside the plugin that is to make it.
package struct RecordedCase: Sendable {
    package let adapter: DeclarativeAdapter
    package let walk: RecordedWalk
    let method: ManifestMethod

    /// Nil where the plugin has no such call.
    package init?(_ walk: RecordedWalk, of adapter: DeclarativeAdapter) {
        guard let resource = adapter.manifest.resources[walk.resource], let method = resource.methods[walk.method]
        else { return nil }
        self.adapter = adapter
        self.walk = walk
        self.method = method
    }

    /// The recorded call of an account that lives at `origin`, such as `http://127.0.0.1:4711`.
    ///
    /// `way` is the place of its credentials among the plugin's.
    package func call(
        at origin: String,
        connectedBy way: Int = 0,
        now: Timestamp
    ) throws(IntegrationError) -> AdapterCall {
        var context = SampleAccount.context(of: adapter.manifest, connectedBy: way)
        for (key, value) in walk.account { context.fields[key] = value }
        let here = try adapter.base(call(of: context, now))
        context.fields["base_url"] = .string(origin + here.path)
        return call(of: context, now)
    }

    /// The recorded call of an account.
    package func call(of account: AccountContext, _ now: Timestamp) -> AdapterCall {
        AdapterCall(
            resource: walk.resource,
            method: walk.method,
            id: walk.id,
            query: walk.query,
            body: walk.body,
            account: account,
            now: now
        )
    }

    /// The ways in which an account can be connected.
    package var ways: [String] { adapter.manifest.credentials.map(\.key) }

    package var writes: Bool { method.writes }
    package var isList: Bool { method.returns == .list }

    /// The records of each page, in order.
    package var records: [[JSONValue]] { walk.pages.map { walk.records(of: $0, method) } }

    /// Rows that came along in a page, at a path of its body.
    package func rows(at path: JSONPath, ofPage index: Int) -> [JSONValue] {
        walk.pages[index].body?.value(at: path)?.arrayValue ?? []
    }

    /// Whether its pages follow each other by expressions, which nothing but the vendor can answer.
    package var isDynamic: Bool {
        guard case .dynamic? = method.pagination else { return false }
        return true
    }

    /// Whether its records can be given in pages of another size.
    package var isRepaged: Bool {
        switch method.pagination {
        case nil, .dynamic: false
        case .page, .offset, .cursor, .linkHeader, .nextURL, .range: isList
        }
    }

    /// The page size that is asked for where nobody says; nil where it is the vendor's.
    package var standardSize: Int? { method.pagination?.walk.size.standard }

    /// Why the parameter of a read by date isn't sent as the manifest says; nil where it is, or there is none.
    package func incrementalFault(_ call: AdapterCall) -> String? {
        guard let incremental = method.incremental else { return nil }
        let expected =
            switch incremental.format {
            case .iso: "2026-03-01T12:30:00.000Z"
            case .date: "2026-03-01"
            case .unix: "1772368200"
            case .unix_milliseconds: "1772368200000"
            }
        var call = call
        call.query[incremental.parameter] = "2026-03-01T12:30:00Z"
        let request: OutboundRequest
        do {
            request = try adapter.request(for: call, after: nil)
        } catch {
            return "\(error)"
        }
        let sent = RequestParts(request)
        let found = sent.query.first { $0.name == incremental.parameter }?.value
        let inBody = request.body.flatMap { try? JSONValue(parsing: $0) }?[incremental.parameter]
        guard let text = found ?? inBody.map({ $0.stringValue ?? $0.text }) else {
            return "\(incremental.parameter) isn't sent"
        }
        return text == expected ? nil : "\(incremental.parameter) is sent as \"\(text)\", not as \"\(expected)\""
    }
}
