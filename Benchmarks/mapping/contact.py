"""The same fields by hand: reads a record a line, writes a mapped one a line.

Usage: contact.py [jsonata] < RECORDS. With `jsonata` the expression beside it is evaluated by the PyPI package instead.
"""

import json
import pathlib
import sys


def mapped(record: dict) -> dict:
    p = record["properties"]
    emails = [(p.get("email"), "primary"), (p.get("work_email"), "work")]
    phones = [(p.get("phone"), "phone"), (p.get("mobilephone"), "mobile")]
    companies = [c for c in record["associations"]["companies"]["results"] if c["type"] == "contact_to_company"]
    return {
        "id": str(record["id"]),
        "first_name": p["firstname"].strip(),
        "last_name": p["lastname"].strip(),
        "name": " ".join([p["firstname"], p["lastname"]]),
        "title": p.get("jobtitle"),
        "emails": [{"email": e.lower(), "type": t} for e, t in emails if e],
        "phones": [{"number": n, "type": t} for n, t in phones if n],
        "addresses": [
            {
                "street": p.get("address"),
                "city": p.get("city"),
                "state": p.get("state"),
                "postal_code": p.get("zip"),
                "country": p["country"].upper(),
            }
        ],
        "account": {"id": companies[0]["id"]},
        "owner": {"id": p["hubspot_owner_id"]} if p.get("hubspot_owner_id") else None,
        "status": {"OPEN": "open", "CLOSED": "closed"}.get(p.get("hs_lead_status"), "other"),
        "stage": p["lifecyclestage"].lower(),
        "website": "https://" + p["website"].split("://", 1)[-1],
        "score": float(p["hubspotscore"]),
        "tags": p["tags"].split(";"),
        "languages": [language["code"] for language in record["languages"] if language["level"] > 2],
        "is_customer": p.get("lifecyclestage") == "customer",
        "notes_count": len(record["notes"]),
        "last_note": record["notes"][-1]["body"],
        "created_at": record.get("createdAt"),
        "updated_at": record.get("updatedAt"),
        "archived": record.get("archived"),
    }


def main() -> None:
    function = mapped
    if sys.argv[1:] == ["jsonata"]:
        import jsonata

        expression = jsonata.Jsonata(pathlib.Path(__file__).with_suffix(".jsonata").read_text(encoding="utf-8"))
        function = expression.evaluate
    for line in sys.stdin:
        sys.stdout.write(json.dumps(function(json.loads(line)), ensure_ascii=False, separators=(",", ":")) + "\n")


main()
