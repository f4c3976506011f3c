import JSON

/// Changes a body at random: the same seed makes the same changes on every machine.
struct BodyMutator {
    private var random: SplitMix

    init(seed: UInt64) { random = SplitMix(state: seed) }

    /// The body as bytes, with one to three changes; mostly still JSON.
    mutating func mutated(_ body: JSONValue) -> [UInt8] {
        var body = body
        for _ in 0...random.below(3) { body = changed(body) }
        var bytes = body.bytes
        switch random.below(20) {
        case 0: garble(&bytes)
        case 1: repeatKey(in: &bytes)
        default: break
        }
        return bytes
    }

    /// Walks down at random and changes what it ends at.
    private mutating func changed(_ value: JSONValue) -> JSONValue {
        switch value {
        case .object(let object) where !object.isEmpty && random.below(6) > 0:
            let pairs = Array(object)
            let place = random.below(pairs.count)
            return .object(JSONObject(changed(pairs, at: place)))
        case .array(var items) where !items.isEmpty && random.below(6) > 0:
            let place = random.below(items.count)
            switch random.below(8) {
            case 0: items.remove(at: place)
            case 1: items.append(items[place])
            case 2: items.shuffle(using: &random)
            default: items[place] = changed(items[place])
            }
            return .array(items)
        default: return replacement(for: value)
        }
    }

    private mutating func changed(
        _ pairs: [(key: String, value: JSONValue)],
        at place: Int
    ) -> [(String, JSONValue)] {
        var pairs = pairs.map { ($0.key, $0.value) }
        switch random.below(9) {
        case 0: pairs.remove(at: place)
        case 1: pairs[place].0 = misspelt(pairs[place].0)
        case 2: pairs[place].0 = hostileText()
        case 3: pairs.append((hostileText(), anyValue()))
        case 4: pairs.shuffle(using: &random)
        default: pairs[place].1 = changed(pairs[place].1)
        }
        return pairs
    }

    private mutating func replacement(for value: JSONValue) -> JSONValue {
        switch random.below(4) {
        case 0:
            var nested = value
            for _ in 0..<random.below(random.below(10) == 0 ? 300 : 40) {
                nested = random.below(2) == 0 ? [nested] : ["a": nested]
            }
            return nested
        case 1: return .string(hostileText())
        default: return anyValue()
        }
    }

    private mutating func anyValue() -> JSONValue {
        switch random.below(8) {
        case 0: .null
        case 1: .bool(random.below(2) == 0)
        case 2: .number(JSONNumber(text: random.pick(BodyMutator.numbers)) ?? JSONNumber(0))
        case 3: []
        case 4: [:]
        case 5: .string(random.pick(BodyMutator.words))
        case 6: .object(JSONObject([(random.pick(BodyMutator.words), .string(hostileText()))]))
        default: .string(hostileText())
        }
    }

    /// One letter more, less, other, or two swapped.
    private mutating func misspelt(_ word: String) -> String {
        var letters = Array(word)
        guard letters.count > 1 else { return word + "x" }
        let place = random.below(letters.count - 1)
        switch random.below(4) {
        case 0: letters.remove(at: place)
        case 1: letters.insert("z", at: place)
        case 2: letters[place] = "q"
        default: letters.swapAt(place, place + 1)
        }
        return String(letters)
    }

    private mutating func hostileText() -> String {
        switch random.below(12) {
        case 0:
            String(repeating: "{", count: random.below(50)) + "args.user_ids"
                + String(repeating: "}", count: random.below(50))
        case 1: String(repeating: "a", count: random.below(20_000))
        case 2: String((0..<random.below(12)).map { _ in Character(random.pick(BodyMutator.pieces)) })
        default: random.pick(BodyMutator.texts)
        }
    }

    private mutating func garble(_ bytes: inout [UInt8]) {
        let place = random.below(bytes.count)
        switch random.below(3) {
        case 0: bytes[place] = UInt8(truncatingIfNeeded: random.next())
        case 1: bytes.remove(at: place)
        default: bytes = Array(bytes[..<place])
        }
    }

    /// Puts a key of the body in front of itself once more, with another value.
    private mutating func repeatKey(in bytes: inout [UInt8]) {
        let key = random.pick(["resources", "resource", "method", "query", "args_schema", "loop_on", "persist", "type"])
        let text = String(decoding: bytes, as: UTF8.self)
        guard let found = text.firstRange(of: "\"\(key)\":") else { return }
        bytes = Array((text[..<found.lowerBound] + "\"\(key)\":\(anyValue().text)," + text[found.lowerBound...]).utf8)
    }

    private static let numbers = [
        "0", "-0", "1", "1.0", "-1", "1e400", "-1E-400", "123456789012345678901234567890", "9223372036854775807",
        "-9223372036854775808", "9223372036854775808", "0.1", "2E2", "4", "1e18",
    ]
    private static let words = [
        "", "tickets", "comments", "users", "groups", "ticketing/tickets", "crm/contacts", "list", "get", "create",
        "delete", "zendesk", "type", "resource", "method", "id", "query", "body", "name", "loop_on", "depends_on",
        "persist", "recurse", "transform", "root", "args.user_ids", "user_ids", "$truto_merge", "required", "default",
        "items", "pattern", "$ref", "format", "enum", "..", "a/b", "true", "1",
    ]
    private static let texts = [
        "{{args.user_ids}}", "{{args.user_ids:json}}", "{{ args.user_id | args.user_ids ?: 7 : int }}", "{{args.nope}}",
        "{{resources.tickets.id}}", "{{resources.nope.id}}", "{{sync_job_run.id}}", "{{tenant_id}}{{tenant_id}}",
        "{{previous_run_date}}", "{{args.user_ids:nope}}", "{{", "}}", "{{}}", "{{}", "{{{{}}}}", "{{|}}", "{{a|}}",
        "{{?:x}}", "{{a?:}}", "{{args..x}}", "{{ }}", "{{access_token}}", "{ args.user_ids }", "{{args.0.1}}",
        "{{args.user_ids:ignore-empty-str}}", "\u{0}", "é\u{301}", "👩‍👩‍👧", "'; DROP TABLE sync_job; --", "%00",
        "\u{FEFF}", "\"", "\\", "../../etc", "{{a:undefined}}", "{{a:json}}{{b:int}}", "args.user_ids",
        "resources.tickets",
        "args", "args.", ".args", "user_ids.0",
    ]
    private static let pieces = ["{", "}", "|", "?", ":", ".", "a", " ", "args", "$", "\n", "/"].compactMap(\.first)
        .map { String($0) }
}

/// A small generator with a fixed sequence for each seed.
struct SplitMix: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    /// A number from 0 up to `bound`; 0 when there is none.
    mutating func below(_ bound: Int) -> Int { bound > 0 ? Int(next() % UInt64(bound)) : 0 }

    mutating func pick(_ texts: [String]) -> String { texts[below(texts.count)] }
}
