package import Domain

/// Why an account wasn't connected, for whoever tried.
package enum ConnectFailure: Error, Sendable, Equatable {
    /// What was typed can't be right; paths are keys of fields, or empty for the whole.
    case invalid([ValidationFailure])
    /// The vendor didn't take it; no secret is in the error.
    case refused(IntegrationError)
    /// Whoever was asked at the vendor said no, or the vendor did; its error code.
    case denied(String)
    case tooManyAttempts(Duration)
    /// Another try with the same link was faster.
    case linkUsed
    /// The browser came back with a state that isn't one, isn't its own, or was used.
    case unknownSignIn
}
