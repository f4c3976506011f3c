extension HubSpotProperty {
    static let contacts: [HubSpotProperty] =
        shared(.contacts) + [
            HubSpotProperty("email", "Email", isDefault: true) { record in
                record.index % 41 == 0 ? .null : .text("contact\(record.index)@example.com")
            },
            HubSpotProperty("firstname", "First Name", isDefault: true) {
                $0.perhaps(10, HubSpotSamples.firstNames, nullEvery: 20)
            },
            HubSpotProperty("lastname", "Last Name", isDefault: true) { $0.pick(11, HubSpotSamples.lastNames) },
            HubSpotProperty("hs_additional_emails", "Additional email addresses", "enumeration", "checkbox") { record in
                guard record.index % 7 == 0 else { return .null }
                return .text("c\(record.index)@work.example.com;c\(record.index)@home.example.com")
            },
            HubSpotProperty("phone", "Phone Number", "string", "phonenumber") { record in
                record.roll(12, 3) == 0 ? .null : .text("+49 30 5550\(1_000 + record.roll(13, 9_000))")
            },
            HubSpotProperty("mobilephone", "Mobile Phone Number", "string", "phonenumber") { record in
                record.roll(14, 2) == 0 ? .null : .text("+1555010\(1_000 + record.roll(15, 9_000))")
            },
            HubSpotProperty("fax", "Fax Number") { record in
                record.roll(37, 5) == 0 ? .text("+49 30 5559\(1_000 + record.roll(38, 9_000))") : .null
            },
            HubSpotProperty("work_email", "Work email") { record in
                record.roll(39, 5) == 0 ? .text("c\(record.index)@office.example.com") : .null
            },
            HubSpotProperty("hs_linkedin_url", "LinkedIn URL") { record in
                record.roll(40, 3) == 0 ? .text("https://www.example.com/in/c\(record.index)") : .null
            },
            HubSpotProperty("jobtitle", "Job Title") { $0.perhaps(16, HubSpotSamples.titles) },
            HubSpotProperty("company", "Company Name") { $0.perhaps(17, HubSpotSamples.companies) },
            HubSpotProperty("associatedcompanyid", "Primary Associated Company ID", "number", "number") { record in
                let company = HubSpotAssociations.company(of: record)
                return company.map { .number(HubSpotKind.companies.idBase + $0) } ?? .null
            },
            HubSpotProperty("website", "Website URL") { record in
                record.roll(18, 4) == 0 ? .null : .text("https://www.example.com/c/\(record.index)?x=1&y=ü")
            },
            HubSpotProperty("address", "Street Address") { $0.perhaps(19, HubSpotSamples.streets) },
            HubSpotProperty("city", "City") { $0.perhaps(20, HubSpotSamples.cities) },
            HubSpotProperty("state", "State/Region") { $0.perhaps(21, HubSpotSamples.states) },
            HubSpotProperty("zip", "Postal Code") { $0.perhaps(22, HubSpotSamples.postcodes) },
            HubSpotProperty("country", "Country/Region") { $0.perhaps(23, HubSpotSamples.countries) },
            HubSpotProperty("industry", "Industry") { $0.perhaps(24, HubSpotSamples.industries) },
            HubSpotProperty("annualrevenue", "Annual Revenue") { record in
                record.roll(25, 3) == 0 ? .null : .text("\(record.roll(26, 9_000_000)).50")
            },
            HubSpotProperty(
                "lifecyclestage",
                "Lifecycle Stage",
                "enumeration",
                "radio",
                options: HubSpotSamples.stages
            ) { $0.pick(27, HubSpotSamples.stages) },
            HubSpotProperty(
                "hs_lead_status",
                "Lead Status",
                "enumeration",
                "radio",
                options: HubSpotSamples.leadStatuses
            ) { $0.perhaps(28, HubSpotSamples.leadStatuses, nullEvery: 2) },
            HubSpotProperty(
                "hs_analytics_source",
                "Original Traffic Source",
                "enumeration",
                "select",
                options: HubSpotSamples.sources
            ) { $0.pick(29, HubSpotSamples.sources) },
            HubSpotProperty("hs_email_domain", "Email Domain") { record in
                record.index % 41 == 0 ? .null : .text("example.com")
            },
            HubSpotProperty("num_associated_deals", "Number of Associated Deals", "number", "number") { record in
                record.roll(30, 3) == 0 ? .null : .number(record.roll(31, 4))
            },
            HubSpotProperty("message", "Message", "string", "textarea") { record in
                guard record.revision == 0 else { return .text("Revision \(record.revision)") }
                return record.pick(32, HubSpotSamples.notes)
            },
            HubSpotProperty("loyalty_points", "Loyalty points", "number", "number", origin: .custom) { record in
                record.roll(33, 4) == 0 ? .null : .number((1 << 53) + 1 + 2 * record.index)
            },
            HubSpotProperty("favourite_colour", "Lieblingsfarbe", origin: .custom) {
                $0.perhaps(34, HubSpotSamples.colours)
            },
            HubSpotProperty("newsletter_opt_in", "Newsletter", "bool", "booleancheckbox", origin: .custom) {
                $0.perhaps(35, ["true", "false"])
            },
            HubSpotProperty("renewal_date", "Renewal", "date", "date", origin: .custom) {
                $0.perhaps(36, ["2026-11-24", "2024-02-29", "2031-01-01"], nullEvery: 2)
            },
        ]
}
