"""Run with an environment that has the wheels and nothing else: the README's examples, the five kinds of error, help.

It is no part of the test run: `cargo xtask package python` calls it.
"""

from __future__ import annotations

import pydoc
import re
import shutil
import subprocess
import sys
from pathlib import Path

import user_metadata as um
from user_metadata.testing import sandbox


def main() -> None:
    assert shutil.which("cargo") is None, "there is Rust on the path"
    assert "site-packages" in um.__file__, "it is not the installed one"
    readme = (Path(__file__).parents[1] / "README.md").read_text()
    blocks = re.findall(r"^```python\n(.*?)^```$", readme, re.DOTALL | re.MULTILINE)
    for block in blocks:
        subprocess.run([sys.executable, "-c", block], check=True, stdout=subprocess.DEVNULL)
    print(f"{len(blocks)} examples of the README ran")
    with sandbox() as clerk, um.User(clerk.session()) as user:
        show(lambda: um.parse_email("jane@@example.com"))
        show(lambda: user.read("email_address", "idn_missing"))
        clerk.fault("html", path_prefix="/v1/me", times=1)
        show(user.reload)
        clerk.fault("truncated", path_prefix="/v1/me", times=1)
        show(user.reload)
        clerk.fault("lost_before", path_prefix="/v1/me", times=1)
        show(user.reload)
        show(lambda: user.enroll(um.EnrollmentRequest.phone_number("+15551230000")).code_entered("424242"))
    assert "create_email_address" in pydoc.plain(pydoc.render_doc(um.User))
    print(f"importing the native module takes {min(import_millis() for _ in range(5)):.1f} ms")


def import_millis() -> float:
    """Of a fresh process, as the interpreter itself says, without what the module imports."""
    command = [sys.executable, "-X", "importtime", "-c", "import user_metadata._native"]
    said = subprocess.run(command, capture_output=True, text=True, check=True).stderr
    found = re.search(r"import time: +(\d+) \| +\d+ \| +user_metadata\._native$", said, re.MULTILINE)
    assert found is not None, said
    return int(found[1]) / 1_000


def show(deed: object) -> None:
    try:
        deed()  # type: ignore[operator]
    except um.UserMetadataError as error:
        print(f"{type(error).__name__} {error.code!r}: {error}")
    else:
        raise AssertionError("nothing was raised")


if __name__ == "__main__":
    main()
