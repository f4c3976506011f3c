#!/usr/bin/env python3
"""Checks both signatures of every webhook that a receiver wrote down.

Usage: verify_webhooks.py FILE SECRET STANDARD_SECRET

FILE has one JSON object a line, with the keys "headers" and "body", as `sluice sandbox --webhook-log FILE` writes it.
SECRET and STANDARD_SECRET are `secret` and `standard_secret` of the answer to POST /webhook. Prints how many were
checked, and by what; exits 1 at the first that doesn't verify.
"""
import base64
import hashlib
import hmac
import json
import sys

try:
    from standardwebhooks import Webhook  # pip install standardwebhooks
except ImportError:
    Webhook = None


def verify_standard(secret, body, headers):
    if Webhook is not None:
        # It refuses timestamps that are more than five minutes off.
        Webhook(secret).verify(body, headers)
        return
    key = base64.b64decode(secret.removeprefix("whsec_"))
    signed = f"{headers['webhook-id']}.{headers['webhook-timestamp']}.".encode() + body
    expected = base64.b64encode(hmac.new(key, signed, hashlib.sha256).digest()).decode()
    versions = [part.split(",", 1) for part in headers["webhook-signature"].split(" ")]
    if not any(version == "v1" and hmac.compare_digest(text, expected) for version, text in versions):
        raise ValueError("the Standard Webhooks signature doesn't match")


def verify_truto(secret, body, header):
    form, value = header.split(",v=", 1)
    digest = hmac.new(secret.encode(), body, hashlib.sha256)
    # What Truto's own sample does: take the text after v= as base64. A webhook may ask for hex instead.
    accepted = [base64.b64encode(digest.digest()).decode(), digest.hexdigest()]
    if form != "format=sha256" or value not in accepted:
        raise ValueError("X-Truto-Signature doesn't match")


def main(path, secret, standard_secret):
    count = 0
    with open(path, encoding="utf-8") as lines:
        for line in lines:
            arrival = json.loads(line)
            headers = {name.lower(): value for name, value in arrival["headers"].items()}
            body = arrival["body"].encode()
            verify_standard(standard_secret, body, headers)
            verify_truto(secret, body, headers["x-truto-signature"])
            count += 1
    print(f"{count} verified by {'standardwebhooks' if Webhook else 'hand'}")


if __name__ == "__main__":
    main(*sys.argv[1:])
