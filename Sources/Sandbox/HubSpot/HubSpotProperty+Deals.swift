extension HubSpotProperty {
    static let deals: [HubSpotProperty] =
        shared(.deals) + [
            HubSpotProperty("dealname", "Deal Name", isDefault: true) { record in
                .text(
                    "Größerer Auftrag #\(record.index)" + (record.revision > 0 ? " (revision \(record.revision))" : "")
                )
            },
            HubSpotProperty("amount", "Amount", "number", "number", isDefault: true) { record in
                record.roll(10, 8) == 0 ? .null : .text("\(record.roll(11, 900_000)).\(10 + record.roll(12, 90))")
            },
            HubSpotProperty("closedate", "Close Date", "datetime", "date", isDefault: true) { record in
                record.roll(13, 5) == 0 ? .null : .time(record.createdAt + 86_400 * (1 + record.roll(14, 200)))
            },
            HubSpotProperty("pipeline", "Pipeline", "enumeration", "select", isDefault: true) { record in
                .text(stage(of: record).pipeline)
            },
            HubSpotProperty("dealstage", "Deal Stage", "enumeration", "radio", isDefault: true) { record in
                .text(stage(of: record).id)
            },
            HubSpotProperty("deal_currency_code", "Currency", "enumeration", "select", options: ["EUR", "USD", "JPY"]) {
                $0.perhaps(15, ["EUR", "USD", "JPY"])
            },
            HubSpotProperty("description", "Deal Description", "string", "textarea") {
                $0.perhaps(16, HubSpotSamples.notes)
            },
            HubSpotProperty(
                "dealtype",
                "Deal Type",
                "enumeration",
                "radio",
                options: ["newbusiness", "existingbusiness"]
            ) { $0.perhaps(17, ["newbusiness", "existingbusiness"]) },
            HubSpotProperty("hs_is_closed_won", "Is Closed Won", "bool", "booleancheckbox") { record in
                .text(stage(of: record).probability == "1.0" ? "true" : "false")
            },
            HubSpotProperty("hs_is_closed", "Is Closed", "bool", "booleancheckbox") { record in
                .text(stage(of: record).isClosed ? "true" : "false")
            },
            HubSpotProperty("hs_deal_stage_probability", "Probability", "number", "number") { record in
                .text(stage(of: record).probability)
            },
            HubSpotProperty("hs_priority", "Priority", "enumeration", "select", options: ["low", "medium", "high"]) {
                $0.perhaps(18, ["low", "medium", "high"])
            },
            HubSpotProperty("contract_reference", "Vertragsnummer", origin: .custom) { record in
                record.roll(19, 3) == 0 ? .null : .text("V-\(record.index)/“ü”")
            },
        ]

    private static func stage(of record: HubSpotRecord) -> HubSpotPipelines.Stage {
        HubSpotPipelines.dealStages[record.roll(20, HubSpotPipelines.dealStages.count)]
    }
}
