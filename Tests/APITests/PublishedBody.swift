import JSON

/// A body with every field of the published "Update Sync Job" page, for an integration that this server has.
enum PublishedBody {
    static let text = """
        {
          "integration_name": "zendesk",
          "args_schema": {
            "type": "object",
            "properties": {
              "project_slug": {"type": "string", "description": "Which project's tickets to copy.", "required": true},
              "user_id": {"type": "integer", "description": "Whose tickets.", "default": 10001},
              "user_ids": {"type": "array", "description": "Whose profiles.", "items": {"type": "integer"}},
              "group_ids": {"type": "array", "description": "Which groups.", "items": {"type": "integer"}}
            }
          },
          "resources": [
            {
              "resource": "tickets",
              "method": "list",
              "query": {"page": 1, "per_page": 100, "weight": 1.0, "user_id": "{{args.user_id}}"},
              "persist": true
            },
            {"resource": "groups", "method": "get", "id": "30001", "persist": false},
            {"resource": "users", "method": "get", "id": "{{args.user_ids}}", "loop_on": {"{ args.user_ids }": null}},
            {"resource": "groups", "method": "get", "id": "{{args.group_ids}}", "loop_on": "args.group_ids"},
            {
              "resource": "comments",
              "method": "list",
              "depends_on": "tickets",
              "query": {"ticket_id": "{{resources.tickets.id}}"},
              "persist": true
            },
            {"resource": "ticketing/tickets", "method": "list", "query": {"updated_at": {"gt": "{{previous_run_date}}"}}}
          ]
        }
        """

    static let json: JSONValue = (try? JSONValue(parsing: text)) ?? .null
}
