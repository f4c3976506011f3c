import Domain
import Engine
import HTTPTypes
import Hummingbird
import NIOCore

/// Runs a POST with an `Idempotency-Key` once: the same again gets the first answer.
///
/// Safe across a crash: what the request creates gets an id made of the key, so doing it again finds it there.
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

    func once(_ handler: @escaping Handler) -> Handler {
        { request, context in
            guard let name = Idempotency.header, let text = request.headers[name], !text.isEmpty else {
                return try await handler(request, context)
            }
            guard text.utf8.count <= 255 else {
                throw ValidationError("Idempotency-Key", "at most 255 bytes")
            }
            let route = "\(request.method) \(request.uri.path)"
            let key = IdempotencyKey(environment: try context.environment, route: route, key: text)
            return try await turns.take(key) { try await answer(request, context, key, handler) }
        }
    }

    private func answer(
        _ request: Request,
        _ context: APIContext,
        _ key: IdempotencyKey,
        _ handler: Handler
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
        let answer = try await handler(request, context)
        let kept = KeptAnswer(bodyHash: hash, status: answer.status.code, body: answer.body)
        try await store.keep(kept, for: key, now: ambient.now())
        return answer
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
