"""Fuzzes the sandbox with the published specification: no 5xx, no undocumented status, no undocumented shape.

    python run.py OPENAPI_FILE SANDBOX_BINARY WORK_FOLDER
"""

import functools
import json
import os
import pathlib
import subprocess
import sys

import yaml

HERE = pathlib.Path(__file__).parent
SEED = "1"
EXAMPLES = "25"

# What the sandbox serves, by the specification's names.
SERVED = """
getEnvironment updateEnvironment getClient putClient postClient deleteClientSessions createSignIn createDevBrowser
getOauthCallback postOauthCallback verify
getSession touchSession endSession removeSession createSessionToken
startSessionReverification prepareSessionReverificationFirstFactor attemptSessionReverificationFirstFactor
prepareSessionReverificationSecondFactor attemptSessionReverificationSecondFactor
getEmailAddresses createEmailAddresses getEmailAddress DeleteEmailAddress sendVerificationEmail verifyEmailAddress
getPhoneNumbers postPhoneNumbers ReadPhoneNumber UpdatePhoneNumber DeletePhoneNumber sendVerificationSMS verifyPhoneNumber
getWeb3Wallets postWeb3Wallets readWeb3Wallet deleteWeb3Wallet prepareWeb3WalletVerification attemptWeb3WalletVerification
postOAuthAccounts reauthorizeExternalAccount deleteExternalAccount revokeExternalAccountTokens
getUser patchUser
""".split()

VERBS = {"get", "put", "post", "patch", "delete"}


def main(openapi, binary, folder):
    folder = pathlib.Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    specification = filtered(yaml.safe_load(pathlib.Path(openapi).read_text()))
    file = folder / "specification.json"
    file.write_text(json.dumps(specification))
    sandbox = subprocess.Popen([binary, "--port", "0", "--json"], stdout=subprocess.PIPE, text=True)
    try:
        url = json.loads(sandbox.stdout.readline())["url"]
        command = [
            pathlib.Path(sys.executable).with_name("st"), "run", file, "--url", url,
            "--checks", "not_a_server_error,status_code_conformance,content_type_conformance,response_schema_conformance",
            "--phases", "examples,coverage,fuzzing", "--max-examples", EXAMPLES, "--seed", SEED, "--workers", "1",
            "--max-redirects", "0", "--continue-on-failure", "--suppress-health-check", "all", "--warnings", "off",
            "--no-color",
        ]
        environment = os.environ | {"SCHEMATHESIS_HOOKS": "hooks", "PYTHONPATH": str(HERE), "SANDBOX_URL": url, "PYTHONDONTWRITEBYTECODE": "1"}
        return subprocess.run(command, env=environment, cwd=folder).returncode
    finally:
        sandbox.terminate()
        sandbox.wait()


def filtered(specification):
    """Only what is served, with the answers that Clerk's list of errors documents beside the specification."""
    exceptions = json.loads((HERE / "allowed.json").read_text())
    allowed = exceptions["allowed"]
    for entry in exceptions["contradictions"]:
        *parents, last = entry["at"]
        schema = functools.reduce(lambda schema, key: schema[key], parents, specification)
        assert schema[last] == entry["was"], f"{entry['at']} has changed: look at it again"
        schema[last] = entry["is"]
    paths, found = {}, set()
    for path, item in specification["paths"].items():
        kept = {}
        for verb, operation in item.items():
            if verb not in VERBS:
                kept[verb] = operation
            elif operation["operationId"] in SERVED:
                found.add(operation["operationId"])
                kept[verb] = allow(operation, allowed)
        if VERBS & kept.keys():
            paths[path] = kept
    missing = set(SERVED) - found
    assert not missing, f"the specification has no {sorted(missing)}"
    return specification | {"paths": paths}


def allow(operation, allowed):
    for entry in allowed:
        status = str(entry["status"])
        if status in operation["responses"]:
            assert "operations" not in entry or operation["operationId"] not in entry["operations"], (
                f"{operation['operationId']} documents {status}: allow it no longer")
            continue
        if operation["operationId"] not in entry.get("operations", [operation["operationId"]]):
            continue
        operation["responses"][status] = {"description": entry["reason"], "content": {"application/json": {"schema": {
            "allOf": [
                {"$ref": "#/components/schemas/ClerkErrors"},
                {"properties": {"errors": {"items": {"properties": {"code": {"enum": entry["codes"]}}}}}},
            ],
        }}}}
    return operation


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
