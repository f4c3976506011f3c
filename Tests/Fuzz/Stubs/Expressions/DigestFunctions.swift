import JSONata

/// In place of the functions that need a library, where fuzzers are compiled without any.
enum DigestFunctions {
    static func add(to functions: inout JSONataFunctions) throws {}
}
