import JSON

/// The pipelines of deals and tickets, with their stages.
enum HubSpotPipelines {
    struct Stage: Sendable {
        let pipeline: String
        let id: String
        let label: String
        let isClosed: Bool
        /// Of winning, as the vendor writes it; empty for tickets.
        let probability: String
    }

    static let dealStages = [
        deal("default", "appointmentscheduled", "Appointment Scheduled", "0.2"),
        deal("default", "qualifiedtobuy", "Qualifiziert", "0.4"),
        deal("default", "contractsent", "Contract Sent", "0.9"), deal("default", "closedwon", "Closed Won", "1.0"),
        deal("default", "closedlost", "Closed Lost", "0.0"), deal("880001", "880011", "Verlängerung offen", "0.5"),
        deal("880001", "880012", "Verlängert", "1.0"),
    ]

    static let ticketStages = [
        ticket("1", "New", false), ticket("2", "Waiting on contact", false), ticket("3", "Wartet auf uns", false),
        ticket("4", "Closed", true),
    ]

    private static func deal(_ pipeline: String, _ id: String, _ label: String, _ probability: String) -> Stage {
        let isClosed = probability == "1.0" || probability == "0.0"
        return Stage(pipeline: pipeline, id: id, label: label, isClosed: isClosed, probability: probability)
    }

    private static func ticket(_ id: String, _ label: String, _ isClosed: Bool) -> Stage {
        Stage(pipeline: "0", id: id, label: label, isClosed: isClosed, probability: "")
    }

    /// The pipelines of a type in the vendor's shape; nil for types without any.
    static func list(of kind: HubSpotKind) -> [JSONValue]? {
        switch kind {
        case .deals:
            [
                pipeline("default", "Sales Pipeline", dealStages.filter { $0.pipeline == "default" }),
                pipeline("880001", "Verlängerungen", dealStages.filter { $0.pipeline == "880001" }),
            ]
        case .tickets: [pipeline("0", "Support Pipeline", ticketStages)]
        case .contacts, .companies: nil
        }
    }

    private static func pipeline(_ id: String, _ label: String, _ stages: [Stage]) -> JSONValue {
        [
            "label": .string(label), "displayOrder": 0, "id": .string(id),
            "stages": .array(
                stages.enumerated().map { order, stage in
                    var metadata: JSONObject = ["isClosed": .string(stage.isClosed ? "true" : "false")]
                    if stage.probability.isEmpty {
                        metadata["ticketState"] = .string(stage.isClosed ? "CLOSED" : "OPEN")
                    } else {
                        metadata["probability"] = .string(stage.probability)
                    }
                    return [
                        "label": .string(stage.label), "displayOrder": .number(JSONNumber(order)),
                        "metadata": .object(metadata), "id": .string(stage.id),
                        "createdAt": "2024-01-01T00:00:00.000Z", "updatedAt": "2024-01-01T00:00:00.000Z",
                        "archived": false, "writePermissions": "CRM_PERMISSIONS_ENFORCEMENT",
                    ]
                }
            ),
            "createdAt": "2024-01-01T00:00:00.000Z", "updatedAt": "2024-01-01T00:00:00.000Z", "archived": false,
        ]
    }
}
