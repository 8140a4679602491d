"""Fifty texts that would run, or fetch something, wherever a page took them for more than text.

Each calls `fired(N)`, which the watching browser provides, or fetches `/canary/N`, with its own number. Each fits into the shortest
field of the site, the 80 characters of a place.
"""

from __future__ import annotations

import re
from typing import Final
from xml.etree import ElementTree

from partners.desk.tidying import tidied_line

SHORTEST_FIELD: Final = 80
CANARY: Final = "/canary/"

_TEMPLATES: Final = (
    # elements that run by themselves
    "<script>fired(N)</script>",
    "<ScRiPt/x>fired(N)</sCrIpT >",
    "<<script>script>fired(N)<</script>/script>",
    "<scr<script></script>ipt>fired(N)</scr<b></b>ipt>",
    "<script src=//x/canary/N></script>",
    "<script\x0c>fired(N)</script\x0c>",
    # event handlers
    "<img src=x onerror=fired(N)>",
    "<img/src=x/onerror=fired(N)//",
    "<IMG SRC=x OnErRoR='fired(N)'",
    "<video><source onerror=fired(N)></video>",
    "<details open ontoggle=fired(N)>x</details>",
    "<input autofocus onfocus=fired(N)>",
    "<iframe onload=fired(N)></iframe>",
    "<object data=/canary/N></object>",
    "<style onload=fired(N)></style>",
    # SVG and MathML, and markup that changes when it is read twice
    "<svg onload=fired(N)>",
    "<svg/><svg><script>fired(N)</script></svg>",
    "<svg><animate onbegin=fired(N) attributeName=x dur=1s>",
    "<svg><a xlink:href=javascript:fired(N)><text>x</text></a></svg>",
    "<math><mtext></p><style><img src=x onerror=fired(N)></style>",
    "<noscript><p title='</noscript><img src=x onerror=fired(N)>'>",
    "<b><textarea><img title='</textarea><img src=x onerror=fired(N)>'>",
    "<template><img src=x></template><img src=x onerror=fired(N)>",
    # out of an attribute, of a script, of a comment
    '"><img src=x onerror=fired(N)>',
    "'><img src=x onerror=fired(N)>",
    '" autofocus onfocus="fired(N)" x="',
    "' autofocus onfocus='fired(N)' x='",
    "x autofocus onfocus=fired(N) ",
    "</title></textarea><img src=x onerror=fired(N)>",
    "</script><script>fired(N)</script>",
    "</style><img src=x onerror=fired(N)>",
    "--><img src=x onerror=fired(N)><!--",
    "]]><img src=x onerror=fired(N)>",
    '";fired(N);//',
    "';fired(N);//",
    '\\";fired(N);//',
    "\u2028fired(N)//</script><script>fired(N)</script>",
    # addresses
    "[x](javascript:fired(N))",
    '[x](JaVa\tScRiPt:fired(N) "javascript:fired(N)")',
    "[x](data:text/html,<script>fired(N)</script>)",
    "![x](/canary/N)",
    "javascript:fired(N)//https://x.example/",
    "<a href=&#106;avascript:fired(N)>x</a>",
    "<meta http-equiv=refresh content='0;url=/canary/N'>",
    "<iframe srcdoc='<script>parent.fired(N)</script>'></iframe>",
    "<link rel=stylesheet href=/canary/N>",
    "<style>@import'/canary/N';*{background:url(/canary/N)}</style>",
    # letters that turn into others, and spreadsheets
    "\u202e\ufeff<img\u00a0src=x onerror=fired(N)>\uff1cimg src=x onerror=fired(N)\uff1e",
    "{{7*7}}${fired(N)}<%=fired(N)%>&lt;img src=x onerror=fired(N)&gt;",
    "=HYPERLINK(\"http://x/canary/N\")+cmd|' /C calc'!A0<svg onload=fired(N)>",
)

PAYLOADS: Final = tuple(template.replace("N", str(number)) for number, template in enumerate(_TEMPLATES, start=100))
"""The texts, each with its own number from 100 on."""


def packed(limit: int) -> list[str]:
    """Return all payloads in as few texts of up to `limit` characters as the longest first come to."""
    texts: list[str] = []
    for payload in sorted(PAYLOADS, key=len, reverse=True):
        place = next((place for place, text in enumerate(texts) if len(text) + 1 + len(payload) <= limit), None)
        if place is None:
            texts.append(payload)
        else:
            texts[place] += f" {payload}"
    return texts


def marked_up(payload: str) -> str:
    """Return a story with a payload in every place that the light editor knows."""
    return "\n\n".join(
        (
            f"A pan of soup. {payload}",
            f"## {payload}",
            f"- {payload}\n- **{payload}** and *{payload}*",
            f"> {payload}\n> -- {payload}",
            f"[{payload}]({payload}) [soup]({payload}) [{payload}](https://example.org/{payload})",
        )
    )


CARELESS = """<!doctype html><title>{0}</title><body><p>{0}</p><p title="{0}">a</p><p title='{0}'>b</p><p title={0}>c</p>
<textarea>{0}</textarea><a href="{1}">d</a><img alt="" src="{2}"><!-- {0} --><style>/* {0} */</style>
<script>var x = "{0}";</script><script>var y = '{0}';</script><script type="application/ld+json">{{"x": "{0}"}}</script>"""
"""A page that takes text for markup, for an address and for a script."""


def careless(payload: str) -> str:
    """Return such a page with a payload; of a link in the light editor's signs it takes the address as it is."""
    link = re.search(r"\((\S.*\))\)?$", payload)
    return CARELESS.format(payload, link[1] if link else payload, link[1].rstrip(")") if link else "data:,")


NUMBERS = {str(number) for number in range(100, 150)}
KEPT = {re.findall(r"1\d\d", text)[0] for text in map(tidied_line, PAYLOADS) if re.search(r"1\d\d", text)}
"""The payloads of which something is left when the desk has taken away the tags that word processors paste."""


def seen(*texts: str) -> set[str]:
    """Return the numbers of the payloads that stand in texts."""
    found = re.findall(r"(?:fired\(|canary/)(1\d\d)", "\n".join(texts))
    return set(found) & NUMBERS


def parsed(text: str) -> ElementTree.Element:
    """Return what our own site says in XML; what cannot be read raises `ParseError`."""
    return ElementTree.fromstring(text)  # noqa: S314  # our own
