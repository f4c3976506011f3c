import Crypto
import Domain
import Foundation
import JSON

/// Puts invented text in the place of a vendor's, of the same form: letters for letters, digits for digits.
///
/// The same text becomes the same text everywhere, so that references still fit. Moments, short lower-case words such as
/// statuses, numbers and truth values stay as they are, but for what stands under a key that tells of a person.
struct Scrubber {
    private let key: SymmetricKey
    private let secrets: [String]

    /// Parts of keys whose text is always taken out.
    private static let personal = [
        "name", "mail", "phone", "mobile", "fax", "address", "street", "city", "zip", "postal", "subject", "title",
        "body",
        "text", "description", "note", "comment", "content", "login", "user", "ip", "token", "secret", "password",
        "key",
    ]

    /// `secrets` of an account never stay, whatever they look like.
    init(secrets: [String]) {
        key = SymmetricKey(size: .bits256)
        self.secrets = secrets
    }

    /// `kept` are paths from the root whose values stay: what a walk through pages needs.
    func scrub(_ value: JSONValue, keeping kept: Set<[String]> = []) -> JSONValue {
        scrub(value, at: [], isPersonal: false, kept)
    }

    private func scrub(_ value: JSONValue, at path: [String], isPersonal: Bool, _ kept: Set<[String]>) -> JSONValue {
        if kept.contains(path) { return value }
        switch value {
        case .object(let members):
            return .object(
                JSONObject(
                    members.map { name, value in
                        let lower = name.lowercased()
                        let tells = Scrubber.personal.contains(where: lower.contains) && !lower.hasSuffix("id")
                        return (name, scrub(value, at: path + [name], isPersonal: isPersonal || tells, kept))
                    }
                )
            )
        case .array(let elements):
            return .array(elements.map { scrub($0, at: path, isPersonal: isPersonal, kept) })
        case .string(let text): return .string(scrub(text, isPersonal: isPersonal))
        case .number where isPersonal:
            return .number(JSONNumber(text: scrub(value.text, isPersonal: true)) ?? JSONNumber(1))
        case .null, .bool, .number: return value
        }
    }

    func scrub(_ text: String, isPersonal: Bool) -> String {
        if !secrets.contains(where: text.contains) {
            if text.isEmpty || Timestamp(iso: text) != nil { return text }
            if !isPersonal, text.wholeMatch(of: /[a-z][a-z_-]{0,29}|[0-9]+|[A-Z]{2,3}|[A-Z_]{2,30}/) != nil {
                return text
            }
        }
        let code = number(of: text)
        if text.contains("@") { return "person\(code % 100_000)@example.com" }
        if text.wholeMatch(of: /https?:\/\/.*/) != nil { return "https://example.com/\(code % 100_000)" }
        var state = code
        return String(
            text.map { character -> Character in
                state = state &* 6_364_136_223_846_793_005 &+ 1
                let pick = Int((state >> 33) % 26)
                switch character {
                case "a"..."z": return Character(UnicodeScalar(UInt8(97 + pick)))
                case "A"..."Z": return Character(UnicodeScalar(UInt8(65 + pick)))
                case "0"..."9": return Character(UnicodeScalar(UInt8(48 + pick % 10)))
                default: return character.isLetter ? (pick.isMultiple(of: 2) ? "ö" : "é") : character
                }
            }
        )
    }

    /// A number that only this scrubber makes of the text, so that nobody can try names against it.
    private func number(of text: String) -> UInt64 {
        HMAC<SHA256>.authenticationCode(for: Data(text.utf8), using: key).prefix(8).reduce(0) { $0 << 8 | UInt64($1) }
    }
}
