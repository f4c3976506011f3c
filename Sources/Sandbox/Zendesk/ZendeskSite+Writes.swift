import JSON

extension ZendeskSite {
    /// Creates, updates and deletes tickets.
    ///
    /// A record's text is made from its number and how often it changed, so of what is sent only that it was sent is
    /// kept: a created ticket is the next one, an updated ticket says that it changed.
    func write(_ request: SandboxRequest, _ path: [String]) throws(ZendeskError) -> SandboxAnswer {
        guard path.first == "tickets" else { throw .methodNotAllowed }
        switch (request.method, path.count) {
        case ("POST", 1):
            try checkTicket(in: request)
            guard let id = records.add(.tickets, count: 1)?.lowerBound else { throw .methodNotAllowed }
            var answer = try single(.tickets, id: "\(id)")
            answer.status = 201
            return answer
        case ("PUT", 2):
            try checkTicket(in: request)
            return try change(path[1], deleting: false)
        case ("DELETE", 2):
            _ = try change(path[1], deleting: true)
            return SandboxAnswer(status: 204, body: [])
        default: throw .methodNotAllowed
        }
    }

    private func change(_ id: String, deleting: Bool) throws(ZendeskError) -> SandboxAnswer {
        let before = try single(.tickets, id: id)
        _ = records.touch(.tickets, indexes: [Int(id) ?? 0], updatedAt: nil, deleting: deleting)
        return deleting ? before : try single(.tickets, id: id)
    }

    private func checkTicket(in request: SandboxRequest) throws(ZendeskError) {
        guard let body = try? JSONValue(parsing: request.body), body["ticket"]?.objectValue != nil else {
            throw ZendeskError(status: 422, error: "RecordInvalid", description: "The body has no ticket.")
        }
    }
}
