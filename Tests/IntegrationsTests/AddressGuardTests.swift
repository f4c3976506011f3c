import Domain
import JSON
import NIOCore
import Testing

@testable import Integrations

@Suite struct AddressGuardTests {
    private static let strict = AddressGuard(allowsPrivateNetworks: false)

    @Test(arguments: [
        "https://acme.zendesk.com/api/v2", "https://8.8.8.8/", "https://1.1.1.1:8443/x?y=z", "https://172.15.0.1",
        "https://172.32.0.1", "https://11.0.0.1", "https://100.63.0.1", "https://100.128.0.1", "https://169.253.1.1",
        "https://192.167.1.1", "https://192.0.1.1", "https://198.17.0.1", "https://198.20.0.1", "https://223.255.255.1",
        "https://[2606:4700::1111]/", "https://[2a00:1450::1]:8443", "https://[::ffff:8.8.8.8]/",
        "https://[2002:808:808::1]/",
        "https://[64:ff9b::8.8.8.8]/", "https://a.example?next=https://127.0.0.1",
        "https://134744072", "https://8.8.2056",
    ])
    func `public addresses may be called`(_ url: String) throws {
        try AddressGuardTests.strict.check(url)
    }

    @Test(arguments: [
        "https://127.0.0.1", "https://127.255.0.9:8443/x", "https://0.0.0.0", "https://10.1.2.3",
        "https://169.254.169.254/latest",
        "https://172.16.0.1", "https://172.31.255.255", "https://192.168.0.1", "https://100.64.0.1",
        "https://100.127.0.1",
        "https://198.18.0.1", "https://198.19.0.1", "https://192.0.0.1", "https://192.0.2.1", "https://198.51.100.1",
        "https://203.0.113.1", "https://224.0.0.1", "https://240.0.0.1", "https://255.255.255.255", "https://localhost",
        "https://LOCALHOST:443", "https://localhost.", "https://a.localhost", "https://[::1]", "https://[::]",
        "https://[::ffff:127.0.0.1]", "https://[::ffff:10.0.0.1]", "https://[::127.0.0.1]", "https://[fe80::1]",
        "https://[fc00::1]", "https://[fd12::1]:8443", "https://[ff02::1]", "https://[2001:db8::1]",
        "https://[2002:7f00:1::1]",
        "https://[2002:a00:1::1]", "https://[64:ff9b::127.0.0.1]", "https://[64:ff9b:1::1]",
        "https://[2001:0:7f00:1::1]",
        "https://[3fff::1]", "https://2130706433", "https://2130706433:8443/x", "https://0x7f.1", "https://0x7F000001",
        "https://0177.0.0.1", "https://127.1", "https://127.0.1.", "https://10.1", "https://0xa9fea9fe", "https://0",
        "https://3232235521",
    ])
    func `private addresses may not, with a message that says how to allow them`(_ url: String) {
        let error = #expect(throws: IntegrationError.self) { try AddressGuardTests.strict.check(url) }
        #expect(error?.kind == .forbiddenAddress)
        #expect(error?.message.contains("SLUICE_ALLOW_PRIVATE_NETWORKS=true") == true)
        #expect(throws: Never.self) { try AddressGuard(allowsPrivateNetworks: true).check(url) }
    }

    @Test(arguments: [
        ("https://acme.example/api?x=1", "acme.example"), ("https://acme.example.:8443", "acme.example."),
        ("https://8.8.8.8", nil), ("https://134744072", nil),
    ])
    func `a name is to be looked up, a number isn't`(_ url: String, _ name: String?) throws {
        #expect(try AddressGuardTests.strict.check(url) == name)
        #expect(try AddressGuard(allowsPrivateNetworks: true).check(url) == nil)
    }

    @Test func `a connection is used only where it may be made`() throws {
        let own = try SocketAddress(ipAddress: "127.0.0.1", port: 443)
        let other = try SocketAddress(ipAddress: "8.8.8.8", port: 443)
        #expect(!AddressGuardTests.strict.allows(own) && !AddressGuardTests.strict.allows(nil))
        #expect(AddressGuardTests.strict.allows(other))
        #expect(AddressGuard(allowsPrivateNetworks: true).allows(own))
    }

    @Test func `plain http is for private networks`() throws {
        let error = #expect(throws: IntegrationError.self) { try AddressGuardTests.strict.check("http://a.example/") }
        #expect(error?.kind == .forbiddenAddress)
        #expect(error?.message.contains("https") == true)
        try AddressGuard(allowsPrivateNetworks: true).check("http://a.example/")
    }

    @Test(arguments: [
        "", "a.example", "//a.example", "ftp://a.example", "file:///etc/passwd", "https://", "https:///x",
        "https://u@a.example",
        "https://u:p@a.example", "https://a.example#x", "https://a.example/../x", "https://a b",
        "https://a.example\r\nx: y",
        "https://ä.example", "https://a.example:", "https://a.example:x", "https://a.example:65536",
        "https://a.example\\@b", "https://127%2e0.0.1",
    ])
    func `what is no address is refused even where private ones are allowed`(_ url: String) {
        let error = #expect(throws: IntegrationError.self) { try AddressGuard(allowsPrivateNetworks: true).check(url) }
        #expect(error?.kind == .forbiddenAddress)
    }
}

@Suite struct PercentEncodingTests {
    @Test(arguments: [
        ("", ""), ("azAZ09-._~", "azAZ09-._~"), (" ", "%20"), ("+&=?#/%", "%2B%26%3D%3F%23%2F%25"), ("ä", "%C3%A4"),
        ("👩", "%F0%9F%91%A9"), ("\u{0}\r\n", "%00%0D%0A"), ("[]", "%5B%5D"), ("'\"", "%27%22"),
    ])
    func `everything but the unreserved is encoded`(_ text: String, _ encoded: String) {
        #expect(PercentEncoding.encode(text) == encoded)
    }

    @Test func `parameters keep their order, and null is left out`() {
        #expect(
            PercentEncoding.query([
                "b": 1.5, "a": "x y", "n": .null, "o": ["p": ["q": true], "n": .null], "l": [1, "a,b", [2]], "e": "",
                "eo": [:],
            ]) == "b=1.5&a=x%20y&o%5Bp%5D%5Bq%5D=true&l=1,a%2Cb,%5B2%5D&e="
        )
    }

    @Test(arguments: [("a", "a"), ("a/b", "a%2Fb"), ("...", "..."), ("%2e", "%252e"), ("..a", "..a")])
    func `a segment stays one segment`(_ text: String, _ segment: String) throws {
        #expect(try PercentEncoding.segment(text) == segment)
    }

    @Test(arguments: ["", ".", ".."])
    func `a segment that walks is refused`(_ text: String) {
        #expect(throws: IntegrationError.self) { try PercentEncoding.segment(text) }
    }
}
