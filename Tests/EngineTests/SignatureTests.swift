import Crypto
import Domain
import Testing

@testable import Engine

/// The headers by which a receiver knows us, and the ids by which it knows a repetition.
@Suite struct SignatureTests {
    private static let body = Array(#"{"event":"test","payload":{"name":"Zoë","n":12345678901234567890}}"#.utf8)
    private static let now = Timestamp(milliseconds: 1_790_000_000_999)

    private static func webhook(_ encoding: Webhook.SignatureEncoding = .base64) -> Webhook {
        Webhook(
            id: .init("webhook"),
            environmentID: .init("environment"),
            targetURL: "https://example.com",
            isActive: true,
            eventTypes: nil,
            secret: WebhookSecret("7f0e0b52-4f5a-4d0e-9c3b-27a4d06e9173"),
            signatureEncoding: encoding,
            limits: Webhook.Limits(),
            lastError: nil,
            createdAt: now,
            updatedAt: now
        )
    }

    private static func headers(_ webhook: Webhook) -> [String: String] {
        let headers = Signature.headers(for: body, id: .init("event-id"), webhook: webhook, at: now)
        return Dictionary(uniqueKeysWithValues: headers.map { ($0.name, $0.value) })
    }

    /// The expected texts were worked out by Python's hmac module.
    @Test func `the plain signature is the body's HMAC under the secret's text, in either encoding`() {
        #expect(
            SignatureTests.headers(SignatureTests.webhook())["X-Truto-Signature"]
                == "format=sha256,v=HyqA22Pzo9ol/nvEIiI61Hw8Jj2m/AXvZh4Gj2cB4nk="
        )
        #expect(
            SignatureTests.headers(SignatureTests.webhook(.hex))["X-Truto-Signature"]
                == "format=sha256,v=1f2a80db63f3a3da25fe7bc422223ad47c3c263da6fc05ef661e068f6701e279"
        )
    }

    @Test func `the timed signature covers id, seconds and body`() {
        let headers = SignatureTests.headers(SignatureTests.webhook())
        #expect(headers["webhook-id"] == "event-id")
        #expect(headers["webhook-timestamp"] == "1790000000")
        #expect(headers["webhook-signature"] == "v1,AOeqJ0LCoKmgFRTZ3KGCEbWqQctZkkRdpW5T2nNPwDo=")
    }

    @Test func `the secret for stock verifiers is the text's bytes in base64, and never printed`() {
        let secret = WebhookSecret("abc")
        #expect(Signature.standardSecret(secret) == "whsec_YWJj")
        #expect("\(secret)" == "[secret]")
    }

    @Test func `ids made of names are version 5 UUIDs as published`() {
        // RFC 9562, A.4: www.example.com in the namespace of DNS names.
        let dns: [UInt8] = [
            0x6B, 0xA7, 0xB8, 0x10, 0x9D, 0xAD, 0x11, 0xD1, 0x80, 0xB4, 0x00, 0xC0, 0x4F, 0xD4, 0x30, 0xC8,
        ]
        let digest = Insecure.SHA1.hash(data: dns + Array("www.example.com".utf8))
        #expect(UUIDText.version5(digest) == "2ed6657d-e927-568b-95e1-2665a8aea6a2")
    }

    @Test func `the same page gives the same id, and every other place another`() {
        func id(
            _ run: String = "run",
            item: Int64 = 1,
            node: Int = 0,
            context: String = "{}",
            loop: Int? = nil,
            round: Int = 0,
            cursor: String? = nil,
            part: String = "0"
        ) -> String {
            let item = WorkItem(
                id: item,
                node: node,
                depth: 0,
                kind: .call,
                context: context,
                cursor: nil,
                loopIndex: loop,
                wasSent: false
            )
            let place = PagePlace(item: item, round: round, cursor: cursor.map { Cursor($0) })
            return EventID.of(place, run: .init(run), part: part).rawValue
        }
        let ids = [
            id(), id("other"), id(item: 2), id(node: 1), id(context: #"{"0":{"id":1}}"#), id(loop: 0), id(round: 1),
            id(cursor: ""), id(cursor: "a"), id(part: "1"), id(cursor: "a\n1 0", part: ""),
        ]
        #expect(Set(ids).count == ids.count)
        #expect(id(cursor: "a") == id(cursor: "a"))
        #expect(ids.allSatisfy { $0.utf8.count == 36 && Array($0)[14] == "5" })
    }
}
