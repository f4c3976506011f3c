import JSON

/// Records as bytes, by id: what the vendor sends, and what the server hands out.
package enum RawRecords {
    /// Every record of one of the vendor's cursor lists; throws on an id that comes twice.
    package static func vendor(_ sandbox: SandboxProcess, _ path: String, key: String) async throws -> [String: [UInt8]]
    {
        var all: [String: [UInt8]] = [:]
        for page in try await pages(sandbox, path, key: key) { try add(page, id: 0, data: nil, to: &all) }
        return all
    }

    /// The same in the vendor's order.
    package static func vendorOrder(_ sandbox: SandboxProcess, _ path: String, key: String) async throws -> [[UInt8]] {
        try await pages(sandbox, path, key: key).flatMap { page in page.records.map { [UInt8](page.bytes[$0]) } }
    }

    private static func pages(_ sandbox: SandboxProcess, _ path: String, key: String) async throws -> [SplitPage] {
        let shape = PageShape(
            records: JSONPath(key),
            envelope: ["meta.has_more", "meta.after_cursor"],
            fields: ["id"]
        )
        var all: [SplitPage] = []
        var target = "\(path)?page%5Bsize%5D=100"
        while true {
            let page = try PageSplitter(shape: shape).split(try await sandbox.call(target).bytes)
            all.append(page)
            guard page.envelope(0).flatMap(page.scalar) == "true", let cursor = page.envelope(1).flatMap(page.scalar)
            else { return all }
            let encoded = cursor.replacing("=", with: "%3D").replacing("+", with: "%2B").replacing("/", with: "%2F")
            target = "\(path)?page%5Bsize%5D=100&page%5Bafter%5D=\(encoded)"
        }
    }

    /// Every record of one of HubSpot's lists; throws on an id that comes twice.
    ///
    /// `path` has a query, without the cursor.
    package static func hubSpot(_ sandbox: SandboxProcess, _ path: String) async throws -> [String: [UInt8]] {
        let shape = PageShape(records: "results", envelope: ["paging.next.after"], fields: ["id"])
        var all: [String: [UInt8]] = [:]
        var target: String? = path
        while let next = target {
            let page = try PageSplitter(shape: shape).split(try await sandbox.call(next).bytes)
            try add(page, id: 0, data: nil, to: &all)
            target = page.envelope(0).flatMap(page.scalar).map { "\(path)&after=\($0)" }
        }
        return all
    }

    /// Every stored record of a resource by `GET /record`; throws on an id that comes twice.
    package static func stored(_ client: HTTPClient, _ resource: String) async throws -> [String: [UInt8]] {
        let shape = PageShape(records: "result", envelope: ["next_cursor"], fields: ["record_id", "data"])
        var all: [String: [UInt8]] = [:]
        var cursor: String? = ""
        while let next = cursor {
            let reply = try await client.get("/record?resource=\(resource)&limit=1000&next_cursor=\(next)")
            guard reply.status == 200 else { throw TestFailure("GET /record answered \(reply.status)") }
            let page = try PageSplitter(shape: shape).split(reply.bytes)
            try add(page, id: 0, data: 1, to: &all)
            cursor = page.envelope(0).flatMap(page.scalar)
        }
        return all
    }

    private static func add(_ page: SplitPage, id: Int, data: Int?, to all: inout [String: [UInt8]]) throws {
        for (index, record) in page.records.enumerated() {
            guard let key = page.field(id, of: index).flatMap(page.scalar) else {
                throw TestFailure("a record without id")
            }
            let range = data.flatMap { page.field($0, of: index) } ?? record
            guard all.updateValue(Array(page.bytes[range]), forKey: key) == nil else {
                throw TestFailure("the record \(key) comes twice")
            }
        }
    }
}
