extension HubSpotProperty {
    static let companies: [HubSpotProperty] =
        shared(.companies) + [
            HubSpotProperty("name", "Company name", isDefault: true) { record in
                let name = HubSpotSamples.companies[record.roll(10, HubSpotSamples.companies.count)]
                return .text("\(name) \(record.index)" + (record.revision > 0 ? " (revision \(record.revision))" : ""))
            },
            HubSpotProperty("domain", "Company Domain Name", isDefault: true) { record in
                record.roll(11, 6) == 0 ? .null : .text("company\(record.index).example.com")
            },
            HubSpotProperty("hs_additional_domains", "Additional Domains", "enumeration", "checkbox") { record in
                record.index % 5 == 0 ? .text("c\(record.index).example.org;c\(record.index).example.net") : .null
            },
            HubSpotProperty("linkedin_company_page", "LinkedIn Company Page") { record in
                record.roll(29, 3) == 0 ? .null : .text("https://www.example.com/company/\(record.index)")
            },
            HubSpotProperty("website", "Website URL") { record in
                record.roll(12, 3) == 0 ? .null : .text("https://company\(record.index).example.com/über-uns")
            },
            HubSpotProperty("description", "Description", "string", "textarea") {
                $0.perhaps(13, HubSpotSamples.notes)
            },
            HubSpotProperty("phone", "Phone Number", "string", "phonenumber") { record in
                record.roll(14, 3) == 0 ? .null : .text("+41 44 555\(1_000 + record.roll(15, 9_000))")
            },
            HubSpotProperty(
                "industry",
                "Industry",
                "enumeration",
                "select",
                options: HubSpotSamples.industries
            ) { $0.perhaps(16, HubSpotSamples.industries) },
            HubSpotProperty("numberofemployees", "Number of Employees", "number", "number") { record in
                record.roll(17, 4) == 0 ? .null : .number(1 + record.roll(18, 20_000))
            },
            HubSpotProperty("annualrevenue", "Annual Revenue", "number", "number") { record in
                record.roll(19, 3) == 0 ? .null : .number(9_007_199_254_740_993 + record.index)
            },
            HubSpotProperty("address", "Street Address") { $0.perhaps(20, HubSpotSamples.streets) },
            HubSpotProperty("address2", "Street Address 2") {
                $0.perhaps(21, ["Hinterhaus", "2nd floor"], nullEvery: 2)
            },
            HubSpotProperty("city", "City") { $0.perhaps(22, HubSpotSamples.cities) },
            HubSpotProperty("state", "State/Region") { $0.perhaps(23, HubSpotSamples.states) },
            HubSpotProperty("zip", "Postal Code") { $0.perhaps(24, HubSpotSamples.postcodes) },
            HubSpotProperty("country", "Country/Region") { $0.perhaps(25, HubSpotSamples.countries) },
            HubSpotProperty(
                "lifecyclestage",
                "Lifecycle Stage",
                "enumeration",
                "radio",
                options: HubSpotSamples.stages
            ) { $0.pick(26, HubSpotSamples.stages) },
            HubSpotProperty("customer_number", "Kundennummer", "number", "number", origin: .custom) { record in
                record.roll(27, 5) == 0 ? .null : .number((1 << 54) + 1 + 2 * record.index)
            },
            HubSpotProperty("segment", "Segment", origin: .custom) { $0.perhaps(28, ["Öffentlich", "Privat", "非営利"]) },
        ]
}
