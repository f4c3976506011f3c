import Domain
import Engine
import HTTPTypes
import Hummingbird
import JSON
import NIOCore

/// Runs a request with an `Idempotency-Key` once: the same again gets the first answer.
struct Idempotency: Sendable {
    typealias Handler = @Sendable (Request, APIContext) async throws -> Answer

    private static let header = HTTPField.Name("Idempotency-Key")
    let store: any IdempotencyStore
    let ambient: Ambient
    private let turns = KeyTurns()

    init(store: any IdempotencyStore, ambient: Ambient) {
        self.store = store
        self.ambient = ambient
    }

    /// For what creates something here.
    ///
    /// Safe across a crash: what the request creates gets an id made of the key, so doing it again finds it there.
    func once(_ handler: @escaping Handler) -> Handler { keyed(handler, isRemote: false) }

    /// For what changes something at a vendor, where doing it again would do it twice.
    ///
    /// Before it is sent, the answer is kept that nobody knows whether it happened: that is what the same request gets
    /// after a crash, and after a write whose answer was lost.
    func onceRemote(_ handler: @escaping Handler) -> Handler { keyed(handler, isRemote: true) }

    private func keyed(_ handler: @escaping Handler, isRemote: Bool) -> Handler {
        { request, context in
            guard let name = Idempotency.header, let text = request.headers[name], !text.isEmpty else {
                return try await handler(request, context)
            }
            guard text.utf8.count <= 255 else {
                throw ValidationError("Idempotency-Key", "at most 255 bytes")
            }
            // The query too: it says whose account is written to.
            let query = request.uri.query.map { $0.isEmpty ? "" : "?\($0)" } ?? ""
            let route = "\(request.method) \(request.uri.path)\(query)"
            let key = IdempotencyKey(environment: try context.environment, route: route, key: text)
            return try await turns.take(key) { try await answer(request, context, key, handler, isRemote) }
        }
    }

    private func answer(
        _ request: Request,
        _ context: APIContext,
        _ key: IdempotencyKey,
        _ handler: Handler,
        _ isRemote: Bool
    ) async throws -> Answer {
        let body = try await RequestReading.bytes(request)
        let hash = Fingerprint.hash(of: body)
        if let kept = try await store.answer(for: key, now: ambient.now()) {
            guard kept.bodyHash == hash else {
                throw ValidationError("Idempotency-Key", "was used with another body; take a new key")
            }
            return Answer(status: HTTPResponse.Status(code: kept.status), bytes: kept.body)
        }
        var request = request
        request.body = RequestBody(buffer: ByteBuffer(bytes: body))
        var context = context
        context.newID = Fingerprint.id(of: "\(key.environment)\n\(key.route)\n\(key.key)\n\(hash)")
        func keep(_ answer: Answer) async throws {
            let kept = KeptAnswer(bodyHash: hash, status: answer.status.code, body: answer.body)
            try await store.keep(kept, for: key, now: ambient.now())
        }
        if isRemote { try await keep(Idempotency.unknownOutcome.answer) }
        let answer: Answer
        do {
            answer = try await handler(request, context)
        } catch {
            if isRemote, !Idempotency.mayHaveHappened(error) { try await store.forget(key) }
            throw error
        }
        try await keep(answer)
        return answer
    }

    private static let unknownOutcome = APIError(
        .internalServerError,
        "an earlier request with this Idempotency-Key ended before its answer came: what it asked for may have happened; "
            + "look at the vendor, then take a new key"
    )

    private static func mayHaveHappened(_ error: any Error) -> Bool {
        if error is ValidationError || error is APIError || error is JSONError { return false }
        guard let kind = (error as? IntegrationError)?.kind else { return true }
        return kind == .outcomeUnknown || kind == .cancelled
    }
}

/// Lets requests with the same key take turns.
private actor KeyTurns {
    private var waiting: [IdempotencyKey: [CheckedContinuation<Void, Never>]] = [:]

    func take(_ key: IdempotencyKey, _ body: @Sendable () async throws -> Answer) async throws -> Answer {
        if waiting[key] == nil {
            waiting[key] = []
        } else {
            await withCheckedContinuation { waiting[key]?.append($0) }
        }
        defer {
            if waiting[key]?.isEmpty ?? true { waiting[key] = nil } else { waiting[key]?.removeFirst().resume() }
        }
        return try await body()
    }
}
