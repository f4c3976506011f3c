import Domain
import JSON

extension ZendeskResource {
    /// Every resource of Zendesk that can be asked for by its own name.
    ///
    /// `tickets` lists without the archived ones; the export has them.
    static let all =
        [
            ZendeskResource("tickets", "ticket", writes: ["create", "update", "delete"]),
            comments("comments"), comments("ticket_comments"),
            ZendeskResource("users", "user", showsMany: true), ZendeskResource("organizations", "organization"),
            ZendeskResource("groups", "group"),
            ZendeskResource("organization_memberships", "organization_membership"),
            ZendeskResource("group_memberships", "group_membership"), ZendeskResource("ticket_fields", "ticket_field"),
            ZendeskResource("ticket_forms", "ticket_form"), ZendeskResource("ticket_metrics", "ticket_metric"),
            // Its records' key and its way back in time are those of the API's public clients (read in 2026-11).
            ZendeskResource("ticket_audits", records: "audits", listing: .backwards),
            ZendeskResource("macros", "macro"), ZendeskResource("views", "view"),
            ZendeskResource("triggers", "trigger"), ZendeskResource("automations", "automation"),
            ZendeskResource("brands", "brand"), ZendeskResource("tags", key: "name"),
            ZendeskResource("satisfaction_ratings", "satisfaction_rating"),
            ZendeskResource("custom_statuses", "custom_status"),
            ZendeskResource("sla_policies", "sla_policy", path: "slas/policies"), ZendeskResource("deleted_tickets"),
            ZendeskResource("deleted_users"),
        ] + exports + helpCenter

    private static let exports = [
        ZendeskResource(
            "incremental_tickets",
            path: "incremental/tickets/cursor",
            records: "tickets",
            listing: .cursorExport
        ),
        ZendeskResource(
            "incremental_users",
            path: "incremental/users/cursor",
            records: "users",
            listing: .cursorExport
        ),
        ZendeskResource(
            "incremental_organizations",
            path: "incremental/organizations",
            records: "organizations",
            listing: .timeExport
        ),
    ]

    private static let helpCenter = [("articles", "article"), ("sections", "section"), ("categories", "category")]
        .map { name, singular in ZendeskResource(name, singular, path: "help_center/\(name)") }

    private static func comments(_ name: String) -> ZendeskResource {
        ZendeskResource(name, path: "tickets/{ticket_id}/comments", records: "comments", pathKey: "ticket_id")
    }

    /// Resources of unified models whose names are known; their mappings come later.
    static let unified = [
        "ticketing/tickets", "ticketing/comments", "ticketing/users", "ticketing/contacts", "ticketing/accounts",
        "ticketing/collections", "crm/contacts", "crm/accounts",
    ].flatMap { name in
        ["list", "get"].map {
            Capability(resource: name, method: $0, needsID: $0 == "get", takesID: $0 == "get", isUnified: true)
        }
    }
}
