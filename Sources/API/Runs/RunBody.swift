import Domain
import JSON

/// What a run's answers add to the run itself.
enum RunBody {
    static func error(_ error: RunError) -> JSONValue {
        [
            "node": .string(error.label), "context": .string(error.context), "kind": .string(error.kind),
            "message": .string(error.message),
            "sample": .string(error.sample), "at": .moment(error.at),
        ]
    }
}
