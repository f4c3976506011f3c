import App
import Domain
import JSON
import Support
import Testing

@testable import Persistence

/// What environments change of unified models, as it is stored.
@Suite struct UnifiedModelStoreTests {
    private static func override(
        _ rig: StoreRig,
        _ model: String,
        _ override: JSONObject,
        at milliseconds: Int64 = 0
    ) -> UnifiedModelOverride {
        let moment = Timestamp(milliseconds: StoreRig.now.milliseconds + milliseconds)
        return UnifiedModelOverride(
            environmentID: rig.environment,
            model: model,
            override: override,
            createdAt: moment,
            updatedAt: moment
        )
    }

    @Test func `one row a model is kept, in the order and with the numbers it was given`() async throws {
        let rig = try await StoreRig()
        let store = SQLiteUnifiedModelStore(rig.database)
        let other = try await SQLiteEnvironmentStore(rig.database, ambient: .live).ensureEnvironment(named: "other").id
        #expect(try await store.overrides(in: rig.environment).isEmpty)
        let first = UnifiedModelStoreTests.override(rig, "crm", ["b": [:], "a": [:]])
        try await store.save(first, payload: [:])
        try await store.save(UnifiedModelStoreTests.override(rig, "ticketing", [:]), payload: [:])
        let change = try JSONValue(parsing: #"{"c": {"z": "ü", "y": 12345678901234567890, "x": 1.0}}"#)
        let second = UnifiedModelStoreTests.override(rig, "crm", change.objectValue ?? [:], at: 5)
        try await store.save(second, payload: [:])
        let stored = try await store.overrides(in: rig.environment)
        #expect(stored.map(\.model) == ["crm", "ticketing"])
        #expect(JSONValue.object(stored[0].override).text == JSONValue.object(second.override).text)
        #expect(stored[0].createdAt == first.createdAt && stored[0].updatedAt == second.updatedAt)
        #expect(try await store.overrides(in: other).isEmpty)
        try await store.delete(model: "crm", in: other, payload: [:], at: StoreRig.now)
        #expect(try await store.overrides(in: rig.environment).count == 2)
        try await store.delete(model: "crm", in: rig.environment, payload: [:], at: StoreRig.now)
        #expect(try await store.overrides(in: rig.environment).map(\.model) == ["ticketing"])
    }

    @Test func `each change tells those who listen, in its own transaction`() async throws {
        let rig = try await StoreRig()
        let store = SQLiteUnifiedModelStore(rig.database)
        for (id, types) in [("w1", [EventType.modelDeleted]), ("w2", [.modelCreated, .modelUpdated, .modelDeleted])] {
            _ = try await rig.insertWebhook(id, types: types)
        }
        let payload: JSONObject = ["id": "m"]
        try await store.delete(model: "crm", in: rig.environment, payload: payload, at: StoreRig.now)
        for milliseconds in [Int64(1), 2] {
            try await store.save(
                UnifiedModelStoreTests.override(rig, "crm", ["n": .integer(Int(milliseconds))], at: milliseconds),
                payload: payload
            )
        }
        try await store.delete(model: "crm", in: rig.environment, payload: payload, at: StoreRig.now)
        let now = Timestamp(milliseconds: StoreRig.now.milliseconds + 1_000)
        let first = try await rig.outbox.next(in: DeliveryLane(webhookID: .init("w1"), run: 0), after: 0, now: now)
        #expect(first.map(\.eventType) == ["environment_unified_model:deleted"])
        let second = try await rig.outbox.next(in: DeliveryLane(webhookID: .init("w2"), run: 0), after: 0, now: now)
        #expect(second.map { $0.eventType.split(separator: ":")[1] } == ["created", "updated", "deleted"])
        for delivery in second {
            let body = try JSONValue(parsing: delivery.body)
            #expect(body["payload"] == .object(payload))
            #expect(body["environment_id"]?.stringValue == rig.environment.rawValue)
        }
    }
}
