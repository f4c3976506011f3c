import Domain
import Engine
import Integrations
import JSON
import Support
import Testing
import YAML

@testable import App

/// Plugins that are wrong in some random way: a finding or a plugin that works, never a crash, nor silence about a key.
@Suite struct PluginMutationTests {
    private static let mutations = 1000

    /// Objects whose keys are the author's own.
    private static let open = [
        "headers", "query", "body", "authorize_params", "token_params", "query_schema", "body_schema", "variables",
        "response_mapping", "values", "unmapped", "resources", "unified",
    ]

    private struct Mutant {
        let value: JSONValue
        /// The path of a key that means nothing, where one was put into an object that isn't open.
        let strayKey: String?
    }

    /// Linear congruential: the same seed gives the same mutants.
    private struct Dice: RandomNumberGenerator {
        var state: UInt64

        mutating func next() -> UInt64 {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return state ^ (state >> 29)
        }
    }

    /// Every place of a value, the objects and arrays themselves included.
    private static func places(of value: JSONValue, _ path: [String] = []) -> [[String]] {
        switch value {
        case .object(let members): [path] + members.flatMap { places(of: $0.value, path + [$0.key]) }
        case .array(let elements): [path] + elements.indices.flatMap { places(of: elements[$0], path + [String($0)]) }
        case .null, .bool, .number, .string: [path]
        }
    }

    private static func changing(_ value: JSONValue, at path: ArraySlice<String>, _ change: (JSONValue) -> JSONValue?)
        -> JSONValue?
    {
        guard let first = path.first else { return change(value) }
        switch value {
        case .object(var members):
            guard let inner = members[first] else { return value }
            members[first] = changing(inner, at: path.dropFirst(), change)
            return .object(members)
        case .array(var elements):
            guard let index = Int(first), elements.indices.contains(index) else { return value }
            if let inner = changing(elements[index], at: path.dropFirst(), change) {
                elements[index] = inner
            } else {
                elements.remove(at: index)
            }
            return .array(elements)
        case .null, .bool, .number, .string: return value
        }
    }

    private static let junk: [JSONValue] = [
        .null, true, 0, -1, 1e300, "", "x", "{{", "{{x}}", "{{query.y}}", "/", "..", "https://x.example", "$", "$now(",
        "page",
        [], [:], ["a": [:]], [1, nil], "ünï\u{0}", 9_007_199_254_740_993,
    ]

    private static func mutant(of value: JSONValue, _ dice: inout Dice) -> Mutant {
        let places = places(of: value)
        let path = places.randomElement(using: &dice) ?? []
        switch Int.random(in: 0..<5, using: &dice) {
        case 0 where !path.isEmpty:
            return Mutant(value: changing(value, at: path[...]) { _ in nil } ?? .null, strayKey: nil)
        case 1:
            return Mutant(
                value: changing(value, at: path[...]) { _ in junk.randomElement(using: &dice) ?? .null } ?? .null,
                strayKey: nil
            )
        case 2:
            // Another part of the same manifest in its place.
            let other = places.randomElement(using: &dice) ?? []
            let part = other.reduce(Optional(value)) { found, key in Int(key).flatMap { found?[$0] } ?? found?[key] }
            return Mutant(value: changing(value, at: path[...]) { _ in part } ?? .null, strayKey: nil)
        default:
            let objects = places.filter { path in
                let found = path.reduce(Optional(value)) { found, key in Int(key).flatMap { found?[$0] } ?? found?[key]
                }
                return found?.objectValue != nil
            }
            let place = objects.randomElement(using: &dice) ?? []
            let mutated = changing(value, at: place[...]) { inner in
                var members = inner.objectValue ?? [:]
                members["zzz_stray"] = "x"
                return .object(members)
            }
            let isOpen =
                place.contains(where: open.contains)
                || place.last == "config" && place.dropLast().last == "authorization"
            // Below resources the names of resources and methods are open, the rest isn't.
            let isBelowMethod =
                place.first == "resources" && place.count >= 2 && !place.dropFirst().contains(where: open.contains)
            let isCredentials = place == ["credentials"]
            let isChecked = !isCredentials && (!isOpen || isBelowMethod)
            return Mutant(
                value: mutated ?? .null,
                strayKey: isChecked ? (place + ["zzz_stray"]).joined(separator: ".") : nil
            )
        }
    }

    @Test(arguments: PluginSource.builtIn.map(\.name))
    func `a mutated plugin gives a finding or works`(_ name: String) throws {
        let source = try #require(PluginSource.builtIn.first { $0.name == name })
        let original = try YAMLDocument(source.text).value
        let models = try UnifiedCatalog.builtIn()
        var dice = Dice(state: 42)
        var broken = 0
        for _ in 0..<PluginMutationTests.mutations {
            let mutant = PluginMutationTests.mutant(of: original, &dice)
            let text = mutant.value.yamlText
            do {
                let plugin = try Plugin(PluginSource(name: name, place: "mutant.yaml", text: text), models: models)
                #expect(mutant.strayKey == nil, "nothing is said of \(mutant.strayKey ?? "")")
                PluginMutationTests.exercise(plugin.adapter)
                _ = ManifestLint(plugin.adapter.manifest, now: .epoch).findings
            } catch {
                let fault = error
                broken += 1
                #expect(!fault.findings.isEmpty)
                for finding in fault.findings { #expect(finding.position != nil, "\(finding)") }
                if let stray = mutant.strayKey {
                    #expect(fault.findings.contains { $0.path == stray }, "\(stray): \(fault)")
                }
            }
        }
        #expect(broken > PluginMutationTests.mutations / 4)
    }

    /// Builds every request and reads an answer; throwing is fine, trapping isn't.
    private static func exercise(_ adapter: DeclarativeAdapter) {
        let account = AccountContext(["access_token": "t", "api_token": "t", "api_key": "k"])
        for capability in adapter.capabilities {
            let call = AdapterCall(
                resource: capability.resource,
                method: capability.method,
                id: "7",
                query: JSONObject(capability.requiredQuery.map { ($0, .string("q")) }),
                account: account,
                now: .epoch
            )
            _ = try? adapter.request(for: call, after: nil)
            let answer = InboundAnswer(status: 200, body: Array(#"{"items":[{"id":1}],"next_page_token":"n"}"#.utf8))
            _ = adapter.isFailure(answer, for: call)
            let page = try? adapter.page(from: answer, for: call, after: nil)
            if let next = page?.next { _ = try? adapter.request(for: call, after: next) }
            _ = adapter.limits(in: answer, now: .epoch)
        }
        _ = adapter.connectionMethods
        _ = adapter.problems(in: account)
        _ = adapter.facts
    }
}
