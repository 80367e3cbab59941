"""What a schema cannot know: who asks, which ids exist, and a few answers that are right.

Loaded by schemathesis. Most calls are made for a person who has one identifier of each kind, verified and not, so
that the fuzzer gets behind the doors instead of knocking on them; the rest goes out as it was generated.
"""

import json
import os
import random
import urllib.parse
import urllib.request

import schemathesis

SANDBOX = os.environ["SANDBOX_URL"]
# Replays with schemathesis's own seed.
CHOICE = random.Random(1)

RIGHT_VALUES = {
    "code": ["424242"],
    "email_address": ["new@example.com", "new+clerk_test@example.com", "new@sso.example"],
    "phone_number": ["+12015550199", "+15551234999"],
    "web3_wallet": ["0x1123456789abcdef0123456789abcdef01234567"],
    "redirect_url": ["/", "https://app.example/return"],
    "action_complete_redirect_url": ["/"],
    "password": ["correct horse"],
    "strategy": [
        "email_code", "email_link", "phone_code", "enterprise_sso", "oauth_google", "oauth_notion",
        "web3_metamask_signature", "web3_solana_signature", "password", "totp", "backup_code",
    ],
    "level": ["first_factor", "second_factor", "multi_factor"],
}


class Person:
    """A person with an identifier of each kind; made anew once a call has changed something."""

    def __init__(self):
        made = control("/sandbox/users", {
            "email_addresses": [f"p{CHOICE.random()}+clerk_test@example.com"],
            "phone_numbers": [f"+1{CHOICE.randrange(2_000_000_000, 9_999_999_999)}"],
            "password": "correct horse",
            "totp_secret": "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ",
            "backup_codes": ["aaaa"],
        })
        self.user_id = made["user_id"]
        self.token = made["dev_browser_token"]
        add = self._add
        add("email_addresses", email_address=f"u{CHOICE.random()}+clerk_test@example.com")
        add("phone_numbers", phone_number=f"+1{CHOICE.randrange(200, 999)}55501{CHOICE.randrange(100):02}")
        add("web3_wallets", web3_wallet=f"0x{CHOICE.randrange(16**39, 16**40):040x}")
        add("external_accounts", strategy="oauth_github", redirect_url="/")
        state = control(f"/sandbox/state?user_id={self.user_id}")
        ids = {kind: [entry["id"] for entry in state[kind]] for kind in state if isinstance(state[kind], list)}
        self.ids = {
            "email_id": ids["email_addresses"],
            "phone_number_id": ids["phone_numbers"],
            "web3_wallet_id": ids["web3_wallets"],
            "external_account_id": ids["external_accounts"],
            "session_id": ids["sessions"],
        }
        session = self.ids["session_id"][0]
        for email in self.ids["email_id"][1:]:
            self._post(f"/v1/me/email_addresses/{email}/prepare_verification", strategy="email_code")
        for phone in self.ids["phone_number_id"][1:]:
            self._post(f"/v1/me/phone_numbers/{phone}/prepare_verification", strategy="phone_code")
        self._post(f"/v1/client/sessions/{session}/verify", level="multi_factor")

    def _add(self, collection, **fields):
        self._post(f"/v1/me/{collection}", **fields)

    def _post(self, path, **fields):
        url = f"{SANDBOX}{path}?__clerk_db_jwt={self.token}"
        with urllib.request.urlopen(url, urllib.parse.urlencode(fields).encode()) as answer:
            answer.read()


def control(path, body=None):
    data = None if body is None else json.dumps(body).encode()
    with urllib.request.urlopen(SANDBOX + path, data) as answer:
        return json.load(answer)


person = None


@schemathesis.hook
def before_call(context, case, kwargs):
    global person
    if CHOICE.random() < 0.05:
        return
    if person is None:
        person = Person()
    if isinstance(case.query, dict):
        case.query["__clerk_db_jwt"] = person.token
        # generated ones name no session of anybody
        case.query.pop("_clerk_session_id", None)
    for name, known in person.ids.items():
        if case.path_parameters and name in case.path_parameters and CHOICE.random() < 0.8:
            case.path_parameters[name] = CHOICE.choice(known)
    if isinstance(case.body, dict):
        for name, right in RIGHT_VALUES.items():
            if name in case.body and CHOICE.random() < 0.5:
                case.body[name] = CHOICE.choice(right)
        if "identifier" in case.body and CHOICE.random() < 0.5:
            case.body["identifier"] = person.user_id


@schemathesis.hook
def after_call(context, case, response):
    global person
    if case.method.upper() != "GET" and response.status_code < 400:
        person = None
