import Domain
import JSON
import Testing

@Suite struct ResourceNodeTests {
    private static func node(_ more: JSONObject) -> JSONValue {
        var node: JSONObject = ["resource": "tickets", "method": "list"]
        for (key, value) in more { node[key] = value }
        return .object(node)
    }

    @Test(
        arguments: [
            ("user_ids", "user_ids"), ("args.user_ids", "args.user_ids"), ("{{args.user_ids}}", "args.user_ids"),
            ("{{ args.user_ids }}", "args.user_ids"), (["{ args.user_ids }": .null], "args.user_ids"),
            ("resources.crm.contacts", "resources.crm.contacts"), (" args.a-b ", "args.a-b"), (.null, nil),
        ] as [(JSONValue, String?)]
    )
    func `every form of loop_on gives the path`(_ form: JSONValue, _ path: String?) throws {
        #expect(try ResourceNode(ResourceNodeTests.node(["loop_on": form]), at: "n").loopOn == path)
    }

    @Test(
        arguments: [
            ("tickets", "tickets"), (["tickets"], "tickets"), ([], nil), (.null, nil),
            ("ticketing/tickets", "ticketing/tickets"),
        ] as [(JSONValue, String?)]
    )
    func `depends_on is text or a list of one`(_ form: JSONValue, _ name: String?) throws {
        #expect(try ResourceNode(ResourceNodeTests.node(["depends_on": form]), at: "n").dependsOn == name)
    }

    @Test(
        arguments: [
            ("7", "7"), (7, 7), (1.50, 1.50), ("{{args.id}}", "{{args.id}}"), (.null, nil),
        ] as [(JSONValue, JSONValue?)]
    )
    func `an id is text or a number as it was written`(_ form: JSONValue, _ id: JSONValue?) throws {
        #expect(try ResourceNode(ResourceNodeTests.node(["id": form]), at: "n").id == id)
    }

    @Test func `all keys are read, and null counts as absent`() throws {
        let full = try ResourceNode(
            [
                "resource": "crm/contacts", "method": "create", "name": "n", "id": "1", "query": ["a": 1.0],
                "body": ["b": []],
                "loop_on": "ids", "depends_on": "p", "persist": false, "note": "kept elsewhere",
            ],
            at: "n"
        )
        #expect(
            full
                == ResourceNode(
                    resource: "crm/contacts",
                    method: "create",
                    name: "n",
                    id: "1",
                    query: ["a": 1.0],
                    body: ["b": []],
                    loopOn: "ids",
                    dependsOn: "p",
                    persist: false
                )
        )
        #expect(full.label == "n")
        #expect(full.contextPath == "crm.contacts")
        let nulls: JSONObject = [
            "name": .null, "id": .null, "query": .null, "body": .null, "loop_on": .null, "depends_on": .null,
            "persist": .null,
        ]
        let bare = try ResourceNode(ResourceNodeTests.node(nulls), at: "n")
        #expect(bare == ResourceNode(resource: "tickets", method: "list"))
        #expect(bare.label == "tickets")
    }

    @Test(
        arguments: [
            (["resource": 1], "n.resource"), (["resource": ""], "n.resource"), (["resource": .null], "n.resource"),
            (["method": []], "n.method"), (["method": ""], "n.method"), (["name": 1], "n.name"),
            (["name": ""], "n.name"),
            (["id": true], "n.id"), (["id": ""], "n.id"), (["id": []], "n.id"), (["id": [:]], "n.id"),
            (["query": []], "n.query"), (["query": 1], "n.query"),
            (["loop_on": 1], "n.loop_on"), (["loop_on": ""], "n.loop_on"), (["loop_on": []], "n.loop_on"),
            (["loop_on": [:]], "n.loop_on"), (["loop_on": "{{}}"], "n.loop_on"), (["loop_on": "a..b"], "n.loop_on"),
            (["loop_on": ".a"], "n.loop_on"), (["loop_on": "a b"], "n.loop_on"), (["loop_on": "a[0]"], "n.loop_on"),
            (["loop_on": "{{a|b}}"], "n.loop_on"), (["loop_on": "{{a?:x}}"], "n.loop_on"),
            (["loop_on": "{{a}}{{b}}"], "n.loop_on"), (["loop_on": ["{{a}}": 1]], "n.loop_on"),
            (["loop_on": ["a": .null, "b": .null]], "n.loop_on"),
            (["depends_on": 1], "n.depends_on"), (["depends_on": ""], "n.depends_on"),
            (["depends_on": [1]], "n.depends_on"),
            (["depends_on": [""]], "n.depends_on"), (["depends_on": ["a", "b"]], "n.depends_on"),
            (["persist": "true"], "n.persist"), (["persist": 1], "n.persist"), (["presist": true], "n.presist"),
            (["queri": [:]], "n.queri"), (["typ": "x"], "n.typ"), (["type": "request"], "n.type"),
            (["recurse": [:]], "n.recurse"), (["run_if": "x"], "n.run_if"), (["config": [:]], "n.config"),
            (["integrated_account_id": "x"], "n.integrated_account_id"), (["debug": true], "n.debug"),
        ] as [(JSONObject, String)]
    )
    func `what a key can't be is refused at its place`(_ keys: JSONObject, _ path: String) {
        let error = #expect(throws: ValidationError.self) {
            try ResourceNode(ResourceNodeTests.node(keys), at: "n")
        }
        #expect(error?.failures.map(\.path) == [path])
        #expect(error?.failures.allSatisfy { !$0.message.isEmpty } == true)
    }

    @Test(arguments: [1, "tickets", [], .null, true] as [JSONValue])
    func `a node is an object`(_ value: JSONValue) {
        let error = #expect(throws: ValidationError.self) { try ResourceNode(value, at: "resources.3") }
        #expect(error?.failures.map(\.path) == ["resources.3"])
    }

    @Test func `all faults are told at once`() {
        let error = #expect(throws: ValidationError.self) {
            try ResourceNode(["resource": 1, "query": [], "presist": true], at: "n")
        }
        #expect(error.map { Set($0.failures.map(\.path)) } == ["n.resource", "n.method", "n.query", "n.presist"])
    }
}
