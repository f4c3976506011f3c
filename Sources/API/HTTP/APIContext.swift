import Domain
import Foundation
import Hummingbird
import Logging

/// What travels with a request: whose it is, and the id that a created thing gets.
struct APIContext: RequestContext {
    var coreContext: CoreRequestContextStorage
    /// Set by `TokenMiddleware`; routes without it need no token.
    var tenant: Domain.Environment?
    /// The id for what the request creates: a request that is repeated with the same key gets the same one.
    var newID: String?
    init(source: ApplicationRequestContextSource) {
        coreContext = CoreRequestContextStorage(source: source)
    }

    var environment: Domain.Environment.ID { get throws { try ownEnvironment.id } }

    var ownEnvironment: Domain.Environment {
        get throws {
            guard let tenant else { throw APIError(.unauthorized, "a token is needed") }
            return tenant
        }
    }

    /// The id in the path; what isn't one of ours finds nothing.
    func pathID() throws -> String { try pathPart("id") }

    /// The id in the path; nil where the path has none.
    var pathIDIfAny: String? { parameters.get("id")?.removingPercentEncoding }

    /// A part of the path as its caller means it.
    func pathPart(_ name: String) throws -> String { try parameters.require(name).removingPercentEncoding ?? "" }
}
