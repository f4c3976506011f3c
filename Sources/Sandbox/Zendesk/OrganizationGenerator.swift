/// Writes organisations.
struct OrganizationGenerator: Sendable {
    func write(_ organization: RecordShape, to writer: inout RecordWriter) {
        writer.raw("{\"url\":\"")
        writer.raw(ZendeskGenerators.recordHost)
        writer.raw("organizations/")
        writer.number(organization.id)
        writer.raw(".json\",\"id\":")
        writer.number(organization.id)
        writer.raw(",\"name\":\"Größe & Söhne ")
        writer.number(organization.index)
        writer.raw("\",\"shared_tickets\":false,\"shared_comments\":false,\"external_id\":null,\"created_at\":")
        writer.time(organization.createdAt)
        writer.raw(",\"updated_at\":")
        writer.time(organization.updatedAt)
        writer.raw(",\"domain_names\":[\"org")
        writer.number(organization.index)
        writer.raw(".example.com\"],\"details\":null,\"notes\":\"")
        if organization.revision > 0 {
            writer.raw("Revision ")
            writer.number(organization.revision)
        }
        writer.raw("\",\"group_id\":null,\"tags\":[],\"organization_fields\":{\"rating\":4.50},\"deleted_at\":")
        if organization.isDeleted { writer.time(organization.updatedAt) } else { writer.raw("null") }
        writer.raw("}")
    }
}
