import AsyncHTTPClient
import Domain
import Glibc
import NIOCore
import NIOPosix

/// Says in plain words why no whole answer came; never with the address that was connected to.
enum TransportFailure {
    static func read(_ error: any Error) -> IntegrationError {
        switch error {
        case let error as IntegrationError: error
        case is CancellationError: IntegrationError(.cancelled, message: "the call was cancelled")
        case let error as HTTPClientError where error == .cancelled:
            IntegrationError(.cancelled, message: "the call was cancelled")
        case let error as HTTPClientError: unreachable(error.shortDescription)
        case let error as NIOConnectionError: unreachable(reason(of: error))
        case let error as IOError: unreachable(reason(of: error))
        default: IntegrationError(.unreachable, message: noAnswer, detail: String("\(error)".prefix(200)))
        }
    }

    private static let noAnswer = "no whole answer came"

    private static func unreachable(_ reason: String) -> IntegrationError {
        IntegrationError(.unreachable, message: "\(noAnswer): \(reason)")
    }

    private static func reason(of error: NIOConnectionError) -> String {
        let tried = error.connectionErrors.lazy.compactMap { $0.error as? IOError }.first
        if let tried { return reason(of: tried) }
        return error.connectionErrors.isEmpty ? "the name has no address" : "no connection could be made"
    }

    private static func reason(of error: IOError) -> String {
        switch error.errnoCode {
        case ECONNREFUSED: "the connection was refused"
        case ECONNRESET, EPIPE: "the connection was cut"
        case EHOSTUNREACH, ENETUNREACH: "there is no way to the host"
        case ETIMEDOUT: "the connection timed out"
        default: "the connection failed (errno \(error.errnoCode))"
        }
    }
}
