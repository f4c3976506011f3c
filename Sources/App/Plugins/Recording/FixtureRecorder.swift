import Domain
import Engine
import Foundation
import Integrations
import JSON

/// Walks the lists of a live account and writes what was answered as fixtures, scrubbed.
struct FixtureRecorder {
    private static let pages = 2
    private static let pageSize = 3

    let account: IntegratedAccount
    let adapter: DeclarativeAdapter
    let transport: RecordingTransport
    let passThrough: PassThrough
    private let scrubber: Scrubber

    init(
        _ account: IntegratedAccount,
        _ adapter: DeclarativeAdapter,
        _ transport: RecordingTransport,
        _ calls: PassThrough
    ) {
        self.account = account
        self.adapter = adapter
        self.transport = transport
        passThrough = calls
        scrubber = Scrubber(secrets: account.context.secretTexts)
    }

    /// Records each list that needs no parameters, and one record of each; tells what happened to each by `report`.
    ///
    /// Returns how many could not be recorded.
    func record(into folder: String, report: (String) -> Void) async throws -> Int {
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        var failures = 0
        for capability in adapter.capabilities where capability.method == "list" {
            guard capability.requiredQuery.isEmpty else {
                report(
                    "skipped \(capability.resource).list: it needs \(capability.requiredQuery.joined(separator: ", "))"
                )
                continue
            }
            do {
                let id = try await recordList(capability.resource, into: folder, report)
                guard let id, adapter.capability(capability.resource, "get") != nil else { continue }
                try await recordOne(capability.resource, id, into: folder, report)
            } catch let error as IntegrationError {
                failures += 1
                report("failed \(capability.resource): \(error)")
            }
        }
        return failures
    }

    /// Writes the first pages of a list; returns the id of a record.
    private func recordList(_ resource: String, into folder: String, _ report: (String) -> Void) async throws -> String?
    {
        var call = PassThrough.Request(account: account, resource: resource, isUnified: false, method: "list")
        call.query = ["limit": .number(JSONNumber(FixtureRecorder.pageSize))]
        var id: String?
        _ = transport.take()
        for _ in 0..<FixtureRecorder.pages {
            let page = try await passThrough(call).page
            id = id ?? page.split.records.indices.lazy.compactMap { page.id(of: $0) }.first
            call.cursor = page.next
            guard page.next != nil else { break }
        }
        try write(transport.take(), call: ["query": .object(call.query)], as: "\(resource).list", into: folder, report)
        return id
    }

    private func recordOne(_ resource: String, _ id: String, into folder: String, _ report: (String) -> Void)
        async throws
    {
        var call = PassThrough.Request(account: account, resource: resource, isUnified: false, method: "get")
        call.id = id
        _ = transport.take()
        _ = try await passThrough(call)
        try write(transport.take(), call: ["id": .string(id)], as: "\(resource).get", into: folder, report)
    }

    private func write(
        _ exchanges: [(request: OutboundRequest, answer: InboundAnswer)],
        call: JSONObject,
        as name: String,
        into folder: String,
        _ report: (String) -> Void
    ) throws {
        let base = try adapter.address(of: account.context)
        let pages = exchanges.filter(\.answer.isSuccess).map { request, answer -> JSONValue in
            let parts = URLComponents(string: request.url)
            var path =
                request.url.hasPrefix(base)
                ? String(request.url.dropFirst(base.count)) : parts?.percentEncodedPath ?? ""
            path = String(path.prefix { $0 != "?" })
            let secrets = account.context.secretTexts
            let query = (parts?.queryItems ?? []).filter { item in !secrets.contains(item.value ?? "") }
            let body = (try? JSONValue(parsing: answer.body)) ?? .null
            let kept = Set(adapter.envelope(of: name).map(\.segments))
            return [
                "request": [
                    "method": .string(request.method), "path": .string(path),
                    "query": .object(JSONObject(query.map { ($0.name, .string($0.value ?? "")) })),
                ],
                "status": .number(JSONNumber(answer.status)), "headers": .object(FixtureRecorder.headers(of: answer)),
                "body": scrubber.scrub(body, keeping: kept),
            ]
        }
        let fixture: JSONValue = ["call": .object(call), "pages": .array(pages)]
        let path = "\(folder)/\(name).json"
        try Data((fixture.prettyText + "\n").utf8).write(to: URL(fileURLWithPath: path))
        report("recorded \(path): \(pages.count) \(pages.count == 1 ? "page" : "pages")")
    }

    /// Headers that say how a list goes on, of what type the body is, and what is left of a limit.
    private static func headers(of answer: InboundAnswer) -> JSONObject {
        let kept = answer.headers.filter { name, _ in
            let name = name.lowercased()
            return ["content-type", "link", "content-range"].contains(name) || name.contains("ratelimit")
                || name.contains("rate-limit") || name.contains("cursor") || name.contains("next")
        }
        return JSONObject(kept.map { ($0.name.lowercased(), .string($0.value)) })
    }
}
