extension HubSpotProperty {
    static let tickets: [HubSpotProperty] =
        shared(.tickets) + [
            HubSpotProperty("subject", "Ticket name", isDefault: true) { record in
                let subject = HubSpotSamples.subjects[record.roll(10, HubSpotSamples.subjects.count)]
                return .text(subject + (record.revision > 0 ? " (revision \(record.revision))" : ""))
            },
            HubSpotProperty("content", "Ticket description", "string", "textarea", isDefault: true) {
                $0.perhaps(11, HubSpotSamples.notes, nullEvery: 10)
            },
            HubSpotProperty("hs_pipeline", "Pipeline", "enumeration", "select", isDefault: true) { _ in .text("0") },
            HubSpotProperty("hs_pipeline_stage", "Ticket status", "enumeration", "radio", isDefault: true) { record in
                .text(stage(of: record).id)
            },
            HubSpotProperty(
                "hs_ticket_category",
                "Category",
                "enumeration",
                "select",
                isDefault: true,
                options: ["PRODUCT_ISSUE", "BILLING_ISSUE", "FEATURE_REQUEST"]
            ) { $0.perhaps(12, ["PRODUCT_ISSUE", "BILLING_ISSUE", "FEATURE_REQUEST"]) },
            HubSpotProperty(
                "hs_ticket_priority",
                "Priority",
                "enumeration",
                "select",
                isDefault: true,
                options: ["LOW", "MEDIUM", "HIGH", "URGENT"]
            ) { $0.perhaps(13, ["LOW", "MEDIUM", "HIGH", "URGENT"]) },
            HubSpotProperty(
                "source_type",
                "Source",
                "enumeration",
                "select",
                options: ["EMAIL", "CHAT", "FORM", "PHONE"]
            ) {
                $0.pick(14, ["EMAIL", "CHAT", "FORM", "PHONE"])
            },
            HubSpotProperty("closed_date", "Close date", "datetime", "date") { record in
                stage(of: record).isClosed ? .time(record.updatedAt) : .null
            },
            HubSpotProperty("hs_resolution", "Resolution", "enumeration", "select") {
                $0.perhaps(15, ["ISSUE_FIXED", "DUPLICATE"], nullEvery: 2)
            },
            HubSpotProperty("hubspot_team_id", "HubSpot Team", "enumeration", "select") { record in
                record.roll(19, 3) == 0 ? .null : .number(100 + record.roll(20, 3))
            },
            HubSpotProperty("hs_created_by_user_id", "Created by user ID", "number", "number") { record in
                let owner = record.roll(21, record.sizes.owners + 1)
                return owner == 0 ? .null : .number(HubSpotOwners.userBase + owner)
            },
            HubSpotProperty("hs_conversations_originating_thread_id", "Conversation ID", "number", "number") { record in
                record.roll(22, 2) == 0 ? .null : .number(7_100_000_000 + record.index)
            },
            HubSpotProperty("hs_time_to_close_sla_at", "Time to close SLA due", "datetime", "date") { record in
                record.roll(23, 2) == 0 ? .null : .time(record.createdAt + 172_800)
            },
            HubSpotProperty("severity_level", "Schweregrad", "number", "number", origin: .custom) { record in
                record.roll(16, 4) == 0 ? .null : .number(1 + record.roll(17, 5))
            },
        ]

    private static func stage(of record: HubSpotRecord) -> HubSpotPipelines.Stage {
        HubSpotPipelines.ticketStages[record.roll(18, HubSpotPipelines.ticketStages.count)]
    }
}
