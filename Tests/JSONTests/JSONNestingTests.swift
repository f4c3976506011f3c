import Foundation
import JSON
import Testing

@Suite struct JSONNestingTests {
    private func nested(_ depth: Int, objects: Bool) -> [UInt8] {
        let text = String(repeating: objects ? "{\"a\":" : "[", count: depth) + "1"
        return Array((text + String(repeating: objects ? "}" : "]", count: depth)).utf8)
    }

    @Test(arguments: [false, true])
    func `512 levels are read, 513 are not`(_ objects: Bool) throws {
        #expect(try JSONValue(parsing: nested(512, objects: objects)).bytes == nested(512, objects: objects))
        let error = #expect(throws: JSONError.self) { try JSONValue(parsing: nested(513, objects: objects)) }
        #expect(error?.offset == 512 * (objects ? 5 : 1))
        #expect(error?.message.hasSuffix("expected at most 512 levels of nesting") == true)
    }

    @Test(arguments: [10_000, 10_000_000])
    func `text nested without end is an error`(_ depth: Int) {
        let error = #expect(throws: JSONError.self) {
            try JSONValue(parsing: [UInt8](repeating: UInt8(ascii: "["), count: depth))
        }
        #expect(error?.offset == 512)
    }

    @Test func `with no levels allowed only scalars are read`() throws {
        let limits = JSONLimits(maxDepth: 0, maxBytes: 100)
        #expect(try JSONValue(parsing: "1", limits: limits) == 1)
        #expect(throws: JSONError.self) { try JSONValue(parsing: "[]", limits: limits) }
        #expect(throws: JSONError.self) { try JSONValue(parsing: "{}", limits: limits) }
    }

    @Test(arguments: [false, true])
    func `the deepest value lives and dies on a stack of 512 KiB`(_ objects: Bool) async {
        let page = nested(512, objects: objects)
        let works = await withCheckedContinuation { (done: CheckedContinuation<Bool, Never>) in
            let thread = Thread { done.resume(returning: Self.useAndFree(page)) }
            thread.stackSize = 512 << 10
            thread.start()
        }
        #expect(works)
    }

    private static func useAndFree(_ page: [UInt8]) -> Bool {
        guard let value = try? JSONValue(parsing: page), let other = try? JSONValue(parsing: page) else { return false }
        let split = try? PageSplitter(shape: PageShape(records: "", envelope: ["a.a.a"], fields: ["a"])).split(page)
        return value == other && value.hashValue == other.hashValue && value.bytes == page
            && value.prettyText == other.prettyText && split?.bytes == page
    }
}
