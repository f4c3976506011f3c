import Hummingbird
import NIOCore

/// A request's connection, which some faults cut.
struct SandboxContext: InitializableFromSource {
    let channel: any Channel

    init(source: ApplicationRequestContextSource) { channel = source.channel }
}
