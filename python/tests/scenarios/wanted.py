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
    match wanted:
        case {"email_address": {"email": email, **rest}}:
            return make.email_address(email, **rest)
        case {"phone_number": {"phone_number": number}}:
            return make.phone_number(number)
        case {"web3_wallet": {"web3_wallet": wallet, **rest}}:
            return make.web3_wallet(wallet, strategy=rest.get("strategy", "web3_metamask_signature"))
        case {"external_account": params}:
            return make.external_account(params.get("strategy", ""), **without_strategy(params))
        case {"reauthorize": {"provider": provider, **params}}:
            accounts = (await settle(stage.user.reload())).external_accounts
            (account,) = [account for account in accounts if account.provider == provider]
            return make.reauthorize(account.id, **params)
        case _:
            raise AssertionError(f"unknown request: {wanted}")


async def create(stage: Stage, wanted: Json) -> um.Resource:
    """The single call, as it is documented."""
    user = stage.user
    match wanted:
        case {"email_address": {"email": email}}:
            return await settle(user.create_email_address(email))
        case {"phone_number": {"phone_number": number}}:
            return await settle(user.create_phone_number(number))
        case {"web3_wallet": {"web3_wallet": wallet}}:
            return await settle(user.create_web3_wallet(wallet))
        case {"external_account": params}:
            strategy = params.get("strategy", "")
            return await settle(user.create_external_account(strategy, **without_strategy(params)))
        case _:
            raise AssertionError(f"unknown request: {wanted}")


async def made_primary(stage: Stage, resource: um.Resource) -> um.Resource:
    """The resource, made the primary one of its kind."""
    await settle(stage.user.set_primary(resource))
    return resource


def without_strategy(params: Json) -> Json:
    return {name: value for name, value in params.items() if name != "strategy"}
