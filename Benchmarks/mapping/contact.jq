{
  id: (.id | tostring),
  first_name: (.properties.firstname | gsub("^\\s+|\\s+$"; "")),
  last_name: (.properties.lastname | gsub("^\\s+|\\s+$"; "")),
  name: ([.properties.firstname, .properties.lastname] | join(" ")),
  title: .properties.jobtitle,
  emails: [
    (.properties | select(.email) | {email: (.email | ascii_downcase), type: "primary"}),
    (.properties | select(.work_email) | {email: (.work_email | ascii_downcase), type: "work"})
  ],
  phones: [
    (.properties | select(.phone) | {number: .phone, type: "phone"}),
    (.properties | select(.mobilephone) | {number: .mobilephone, type: "mobile"})
  ],
  addresses: [{
    street: .properties.address,
    city: .properties.city,
    state: .properties.state,
    postal_code: .properties.zip,
    country: (.properties.country | ascii_upcase)
  }],
  account: {id: ([.associations.companies.results[] | select(.type == "contact_to_company")][0].id)},
  owner: {id: .properties.hubspot_owner_id},
  status: (if .properties.hs_lead_status == "OPEN" then "open"
    elif .properties.hs_lead_status == "CLOSED" then "closed" else "other" end),
  stage: (.properties.lifecyclestage | ascii_downcase),
  website: ("https://" + (.properties.website | split("://")[1])),
  score: ((.properties.hubspotscore | tonumber) + 0),
  tags: (.properties.tags | split(";")),
  languages: [.languages[] | select(.level > 2) | .code],
  is_customer: (.properties.lifecyclestage == "customer"),
  notes_count: (.notes | length),
  last_note: .notes[-1].body,
  created_at: .createdAt,
  updated_at: .updatedAt,
  archived: .archived
}
