"""A backend for a browser app: the page asks, this server talks to Clerk, and the snapshot waits in between.

    uvicorn examples.backend:app

It acts with the cookie `__client` of its caller, so it has to be served from the app's own site. What is stored between
two requests is a snapshot, which holds no secret; here it is kept in memory, under an id that only this user gets.
"""

from __future__ import annotations

import os
import secrets
from typing import Annotated, Any

from fastapi import Cookie, FastAPI, HTTPException
from pydantic import BaseModel

import user_metadata as um
from user_metadata.pydantic import Email

app = FastAPI()
snapshots: dict[str, str] = {}


class NewEmail(BaseModel):
    """What the page sends first; a typo is answered with 422 and our code before Clerk is asked."""

    email: Email


class Code(BaseModel):
    """What the page sends next."""

    code: str


Client = Annotated[str, Cookie(alias="__client")]


@app.post("/email_addresses")
async def add(wanted: NewEmail, client: Client) -> dict[str, Any]:
    """Has a code sent."""
    async with um.AsyncUser(session(client)) as user:
        return await station(secrets.token_urlsafe(), user.enroll(um.EnrollmentRequest.email_address(wanted.email)))


@app.post("/enrollments/{id}/code")
async def prove(id: str, typed: Code, client: Client) -> dict[str, Any]:
    """Takes the code."""
    if id not in snapshots:
        raise HTTPException(404, "there is no such enrollment")
    async with um.AsyncUser(session(client)) as user:
        enrolling = user.resume(snapshots[id])
        if isinstance(enrolling.effect, um.AskCode):
            enrolling.code_entered(typed.code)
        return await station(id, enrolling)


def session(client: str) -> um.Session:
    """The caller's session, at the instance of the environment."""
    api = um.FrontendApi.parse(os.environ["USER_METADATA_FRONTEND_API"])
    return um.Session(api, um.Credentials.cookie(client), origin=os.environ.get("USER_METADATA_ORIGIN"))


async def station(id: str, enrolling: um.AsyncEnrolling) -> dict[str, Any]:
    """Goes on until somebody is needed, stores where it stands, and says so to the page."""
    effect = await enrolling.proceed()
    snapshots[id] = enrolling.snapshot()
    match effect:
        case um.AskCode():
            return {"id": id, "ask": "code", "attempts": effect.attempts, "resend_at": effect.resend_at}
        case um.Finish(outcome=um.Verified()):
            del snapshots[id]
            return {"id": id, "verified": True}
        case um.Finish(outcome=um.Rejected(error=error)):
            del snapshots[id]
            raise HTTPException(error.status, error.user_message)
        case um.SignIn():
            raise HTTPException(401, "sign in first")
        case um.Wait(until=until):
            return {"id": id, "wait_until": until}
        case other:
            return {"id": id, "ask": type(other).__name__}
