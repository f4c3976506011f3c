import Domain

/// Takes the flags of settings out of a command line; the commands' own arguments stay.
enum SettingFlags {
    /// Throws `ConfigurationError` for a flag without its value.
    static func split(_ arguments: [String]) throws -> (flags: [String: String], rest: [String]) {
        // The emulated vendor has its own host and port.
        guard arguments.first(where: { !$0.hasPrefix("-") }) != "sandbox" else { return ([:], arguments) }
        var flags: [String: String] = [:]
        var rest: [String] = []
        var index = 0
        while index < arguments.count {
            let argument = arguments[index]
            index += 1
            let parts = argument.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
            let name = String(parts[0].dropFirst(2))
            let setting = Settings.all.first { $0.name == name }
            guard argument.hasPrefix("--"), setting != nil || name == "config" else {
                rest.append(argument)
                continue
            }
            if parts.count == 2 {
                flags[name] = parts[1]
            } else if setting?.kind == .flag {
                flags[name] = "true"
            } else {
                guard index < arguments.count else { throw ConfigurationError("--\(name) needs a value") }
                flags[name] = arguments[index]
                index += 1
            }
        }
        return (flags, rest)
    }
}
