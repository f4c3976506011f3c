import JSON

/// One property of a type: what the vendor says of it, and its value in a record.
struct HubSpotProperty: Sendable {
    enum Origin: Sendable { case standard, custom }

    let name: String
    let label: String
    let type: String
    let fieldType: String
    let origin: Origin
    /// Whether answers have it without being asked.
    let isDefault: Bool
    /// Values of an enumeration.
    let options: [String]
    let value: @Sendable (HubSpotRecord) -> HubSpotValue

    init(
        _ name: String,
        _ label: String,
        _ type: String = "string",
        _ fieldType: String = "text",
        origin: Origin = .standard,
        isDefault: Bool = false,
        options: [String] = [],
        value: @escaping @Sendable (HubSpotRecord) -> HubSpotValue
    ) {
        self.name = name
        self.label = label
        self.type = type
        self.fieldType = fieldType
        self.origin = origin
        self.isDefault = isDefault
        self.options = options
        self.value = value
    }

    /// The definition in the vendor's shape.
    func definition(of kind: HubSpotKind) -> JSONValue {
        [
            "updatedAt": "2024-01-01T00:00:00.000Z", "createdAt": "2024-01-01T00:00:00.000Z", "name": .string(name),
            "label": .string(label), "type": .string(type), "fieldType": .string(fieldType), "description": "",
            "groupName": .string("\(kind.singular)information"),
            "options": .array(
                options.enumerated().map { order, option in
                    [
                        "label": .string(option), "value": .string(option),
                        "displayOrder": .number(JSONNumber(order)), "hidden": false,
                    ]
                }
            ),
            "displayOrder": -1, "calculated": false, "externalOptions": .bool(name == "hubspot_owner_id"),
            "archived": false, "hasUniqueValue": .bool(name == "hs_object_id"), "hidden": false,
            "hubspotDefined": .bool(origin == .standard),
            "modificationMetadata": [
                "archivable": .bool(origin == .custom), "readOnlyDefinition": .bool(origin == .standard),
                "readOnlyValue": .bool(name == "hs_object_id" || type == "datetime"),
            ],
            "formField": .bool(origin == .custom),
        ]
    }

    static func all(of kind: HubSpotKind) -> [HubSpotProperty] {
        switch kind {
        case .contacts: contacts
        case .companies: companies
        case .deals: deals
        case .tickets: tickets
        }
    }

    /// What every type has: its id, its moments, its owner.
    static func shared(_ kind: HubSpotKind) -> [HubSpotProperty] {
        [
            HubSpotProperty("createdate", "Create Date", "datetime", "date", isDefault: true) { .time($0.createdAt) },
            HubSpotProperty(kind.modifiedProperty, "Last Modified Date", "datetime", "date", isDefault: true) {
                .time($0.updatedAt)
            },
            HubSpotProperty("hs_object_id", "Record ID", "number", "number", isDefault: true) { .number($0.id) },
            HubSpotProperty("hubspot_owner_id", "Owner", "enumeration", "select") { record in
                let owner = record.roll(1, record.sizes.owners + 1)
                return owner == 0 ? .null : .number(HubSpotOwners.idBase + owner)
            },
            HubSpotProperty("notes_last_contacted", "Last Contacted", "datetime", "date") { record in
                record.roll(2, 3) == 0 ? .null : .time(record.updatedAt - record.roll(3, 86_400))
            },
            HubSpotProperty("notes_last_updated", "Last Activity Date", "datetime", "date") { record in
                record.roll(4, 3) == 0 ? .null : .time(record.updatedAt - record.roll(5, 86_400))
            },
            HubSpotProperty("hs_merged_object_ids", "Merged Record IDs", "enumeration", "checkbox") { record in
                record.index % 50 == 7 ? .text("\(record.id + 900_000_001);\(record.id + 900_000_002)") : .null
            },
        ]
    }
}
