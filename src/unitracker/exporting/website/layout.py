"""What all pages of the web site share: navigation, footer, and that nothing leaves them."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable
from importlib.resources import files
from typing import Final

from unitracker.exporting.selection import Selection
from unitracker.rendering.page import page, text

_FOLDER: Final = files("unitracker.exporting.website")


def asset(name: str) -> str:
    """Return the text of a file of this package."""
    return _FOLDER.joinpath(name).read_text(encoding="utf-8")


def site_page(
    title: str, body: Iterable[str], selection: Selection, up: str = "", script: str = ""
) -> bytes:
    """Return a page of the site.

    A policy for the browser forbids it to fetch anything, whatever the page holds, and to run
    any script but the one given.

    Args:
        title: of the page.
        body: lines of HTML.
        selection: what the site holds.
        up: path from the page to the folder of the site; empty for the index itself.
        script: that the page runs.
    """
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    allowed = f"'sha256-{digest}'" if script else "'none'"
    head = (
        '<meta http-equiv="Content-Security-Policy" content="default-src \'none\'; '
        f"style-src 'unsafe-inline'; script-src {allowed}; base-uri 'none'; "
        'form-action \'none\'"><meta name="referrer" content="no-referrer">'
        f"<style>{asset('site.css')}</style>"
    )
    about = selection.about()
    chosen = "" if about["filters"] == "none" else f" Only institutions with {about['filters']}."
    made = f"{about['program']}, data {about['data_version']} of {about['data_date']}."
    lines = [f'<nav><a href="{up}index.html">All institutions</a></nav>' if up else "", *body]
    lines.append(f"<footer><p>{text(about['notice'])}</p><p>{text(made + chosen)}</p></footer>")
    if script:
        lines.append(f"<script>{script}</script>")
    return page(title, lines, head).encode()
