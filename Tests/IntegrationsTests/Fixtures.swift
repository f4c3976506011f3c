import Domain
import Integrations
import JSON

/// 24 November 2026, 09:30.
let now = Timestamp(milliseconds: 1_795_512_600_000)

func call(
    _ resource: String,
    _ method: String = "list",
    id: String? = nil,
    query: JSONObject = [:],
    body: JSONValue? = nil,
    account: JSONObject = ["base_url": "https://vendor.example", "access_token": "t"]
) -> AdapterCall {
    AdapterCall(
        resource: resource,
        method: method,
        id: id,
        query: query,
        body: body,
        account: AccountContext(account),
        now: now
    )
}

func answer(_ status: Int = 200, _ body: JSONValue = [:], headers: [(name: String, value: String)] = [])
    -> InboundAnswer
{
    InboundAnswer(status: status, headers: headers, body: body.bytes)
}
