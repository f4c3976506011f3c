import Domain
import JSON

/// An answer as a manifest's expressions see it: `{status, headers, body}`, the headers' names in lower case.
enum AnswerDocument {
    static func make(of answer: InboundAnswer) -> JSONObject {
        var headers = JSONObject()
        for (name, value) in answer.headers { headers[name.lowercased()] = .string(value) }
        let body = (try? JSONValue(parsing: answer.body)) ?? .string(String(decoding: answer.body, as: UTF8.self))
        return ["status": .number(JSONNumber(answer.status)), "headers": .object(headers), "body": body]
    }
}
