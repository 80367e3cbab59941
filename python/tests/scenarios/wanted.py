"""What a scenario wants added, in this package's terms."""

from __future__ import annotations

from typing import Any

import user_metadata as um
from tests.scenarios.host import settle
from tests.scenarios.stage import Stage

Json = dict[str, Any]


async def request(stage: Stage, wanted: Json) -> um.EnrollmentRequest:
    """The whole flow."""
    make = um.EnrollmentRequest
    ((kind, given),) = wanted.items()
    params = dict(given)
    match kind:
        case "email_address":
            return make.email_address(**params)
        case "phone_number":
            return make.phone_number(**params)
        case "web3_wallet":
            return make.web3_wallet(**{"strategy": "web3_metamask_signature", **params})
        case "external_account":
            return make.external_account(**{"strategy": "", **params})
        case "reauthorize":
            provider = params.pop("provider")
            accounts = (await settle(stage.user.reload())).external_accounts
            (account,) = [account for account in accounts if account.provider == provider]
            return make.reauthorize(account.id, **params)
        case _:
            raise AssertionError(f"unknown request: {wanted}")


async def create(stage: Stage, wanted: Json) -> um.Resource:
    """The single call, as it is documented."""
    user = stage.user
    ((kind, given),) = wanted.items()
    match kind:
        case "email_address":
            made: object = user.create_email_address(given["email"])
        case "phone_number":
            made = user.create_phone_number(given["phone_number"])
        case "web3_wallet":
            made = user.create_web3_wallet(given["web3_wallet"])
        case "external_account":
            made = user.create_external_account(**{"strategy": "", **given})
        case _:
            raise AssertionError(f"unknown request: {wanted}")
    resource: um.Resource = await settle(made)
    return resource


async def made_primary(stage: Stage, resource: um.Resource) -> um.Resource:
    """The resource, made the primary one of its kind."""
    await settle(stage.user.set_primary(resource))
    return resource
