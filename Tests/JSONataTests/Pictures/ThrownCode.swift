@testable import JSONata

/// The code of the error that `body` throws, or nil when it throws none.
func code(of body: () throws -> Void) -> String? {
    do {
        try body()
        return nil
    } catch {
        return (error as? JSONataError)?.code
    }
}
