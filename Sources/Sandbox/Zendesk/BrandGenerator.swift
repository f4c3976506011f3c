/// Writes brands.
struct BrandGenerator: Sendable {
    func write(_ brand: RecordShape, to writer: inout RecordWriter) {
        writer.raw("{\"url\":\"")
        writer.raw(ZendeskGenerators.recordHost)
        writer.raw("brands/")
        writer.number(brand.id)
        writer.raw(".json\",\"id\":")
        writer.number(brand.id)
        writer.raw(",\"name\":\"Märke ")
        writer.number(brand.index)
        if brand.revision > 0 {
            writer.raw(" (revision ")
            writer.number(brand.revision)
            writer.raw(")")
        }
        writer.raw("\",\"brand_url\":\"https://sandbox.example.com\",\"subdomain\":\"sandbox")
        writer.number(brand.index)
        writer.raw(
            "\",\"host_mapping\":null,\"has_help_center\":true,\"help_center_state\":\"enabled\",\"active\":true"
        )
        writer.raw(",\"default\":")
        writer.bool(brand.index == 1)
        writer.raw(",\"is_deleted\":")
        writer.bool(brand.isDeleted)
        writer.raw(",\"logo\":null,\"ticket_form_ids\":[360000417393],\"signature_template\":\"{{agent.signature}}\"")
        writer.raw(",\"created_at\":")
        writer.time(brand.createdAt)
        writer.raw(",\"updated_at\":")
        writer.time(brand.updatedAt)
        writer.raw("}")
    }
}
