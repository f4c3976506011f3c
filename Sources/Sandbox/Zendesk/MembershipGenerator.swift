/// Writes who belongs to which organisation or group, as the users' own records say it.
struct MembershipGenerator: Sendable {
    let users: UserGenerator

    func writeOrganization(_ membership: RecordShape, to writer: inout RecordWriter) {
        let user = People.endUser(membership.index)
        write(membership, "organization_memberships/", user, to: &writer)
        writer.raw(",\"organization_id\":")
        writer.number(users.affiliation(of: user))
        writer.raw(",\"organization_name\":null,\"view_tickets\":true}")
    }

    func writeGroup(_ membership: RecordShape, to writer: inout RecordWriter) {
        let user = People.staff(membership.index)
        write(membership, "group_memberships/", user, to: &writer)
        writer.raw(",\"group_id\":")
        writer.number(users.affiliation(of: user))
        writer.raw("}")
    }

    private func write(_ membership: RecordShape, _ path: StaticString, _ user: Int, to writer: inout RecordWriter) {
        writer.raw("{\"url\":\"")
        writer.raw(ZendeskGenerators.recordHost)
        writer.raw(path)
        writer.number(membership.id)
        writer.raw(".json\",\"id\":")
        writer.number(membership.id)
        writer.raw(",\"user_id\":")
        writer.number(ZendeskResource.users.idBase + user)
        writer.raw(",\"default\":true,\"created_at\":")
        writer.time(membership.createdAt)
        writer.raw(",\"updated_at\":")
        writer.time(membership.updatedAt)
    }
}
