"""What a careful person writes by hand: every ticket into SQLite, one transaction a page.

Usage: baseline.py ADDRESS DATABASE. Prints one JSON line: records and seconds.
"""

import json
import sqlite3
import sys
import time

import requests


def main(address: str, path: str) -> None:
    store = sqlite3.connect(path)
    store.execute("PRAGMA journal_mode=WAL")
    store.execute("PRAGMA synchronous=NORMAL")
    store.execute("CREATE TABLE record (id TEXT PRIMARY KEY, updated_at TEXT, data TEXT NOT NULL)")
    session = requests.Session()
    session.headers["Authorization"] = "Bearer sandbox-access-token"
    records = 0
    start = time.monotonic()
    parameters = {"page[size]": 100}
    while True:
        answer = session.get(f"{address}/api/v2/tickets.json", params=parameters, timeout=60)
        answer.raise_for_status()
        page = answer.json()
        rows = [(str(t["id"]), t["updated_at"], json.dumps(t, ensure_ascii=False)) for t in page["tickets"]]
        with store:
            store.executemany(
                "INSERT INTO record VALUES (?, ?, ?) ON CONFLICT (id) DO UPDATE SET "
                "updated_at = excluded.updated_at, data = excluded.data WHERE data <> excluded.data",
                rows,
            )
        records += len(rows)
        if not page["meta"]["has_more"]:
            break
        parameters = {"page[size]": 100, "page[after]": page["meta"]["after_cursor"]}
    print(json.dumps({"records": records, "seconds": time.monotonic() - start}))


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])
