"""A Clerk of your own for tests: no account, no internet.

    with sandbox() as clerk:
        user = User(clerk.session())
        email = user.create_email_address("jane@example.com")
        email.prepare_verification(strategy="email_code")
        assert clerk.code_to("jane@example.com")

`pip install user-metadata[sandbox]` brings the server. With pytest there is a fixture of the same, `clerk_sandbox`.
"""

from user_metadata.testing._sandbox import Message, Sandbox, SandboxError, SeededUser, sandbox

__all__ = ["Message", "Sandbox", "SandboxError", "SeededUser", "sandbox"]
