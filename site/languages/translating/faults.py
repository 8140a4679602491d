"""What can be wrong with a translation, in words that help to put it right.

The engine repairs broken markup silently, and drops what it cannot place. Here it is refused, and kept as it was typed.
"""

from __future__ import annotations

import re
from collections import Counter
from html.parser import HTMLParser

from django.utils.translation import gettext as _

INLINE = {"a", "abbr", "acronym", "b", "code", "em", "i", "strong", "br"}
PLACEHOLDERS = re.compile(r"%\(\w+\)[sd]|%[sd]\b|\{\{\s*\w+\s*\}\}|\{\w+\}")


class _Markup(HTMLParser):
    """Reads a fragment strictly: every tag known, opened before it is closed and closed in the end."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.links: Counter[str] = Counter()
        self.unknown: list[str] = []
        self.is_broken = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note an opening tag."""
        values = dict(attrs)
        if tag not in INLINE or set(values) - ({"id"} if tag == "a" else set()):
            self.unknown.append(self.get_starttag_text() or tag)
        if tag == "a":
            self.links[values.get("id") or ""] += 1
        if tag != "br":
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note a tag that closes itself: only a line break may."""
        self.handle_starttag(tag, attrs)
        if tag != "br":
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        """Note a closing tag."""
        if tag == "br":
            return
        if not self.open or self.open.pop() != tag:
            self.is_broken = True


def _read(text: str) -> _Markup:
    parser = _Markup()
    parser.feed(text)
    parser.close()
    return parser


def _has_stray_angle(text: str) -> bool:
    """Say whether a `<` stands for nothing: the parser would take it for the start of a tag, or for text, as it likes."""
    return bool(re.search(r"<(?!/?[a-zA-Z][^<>]*>)", text))


def markup_faults(source: str, text: str) -> list[str]:
    """Return what is wrong with the tags of a rich translation `text` of `source`."""
    found, wanted = _read(text), _read(source)
    faults = []
    if found.is_broken or found.open or _has_stray_angle(text):
        faults.append(_("A tag is not closed, or closed in the wrong order. Compare with the original."))
    if found.unknown:
        tag = found.unknown[0]
        faults.append(_("“%(tag)s” may not stand here. Use only tags of the original.") % {"tag": tag})
    for link in sorted((wanted.links - found.links).keys()):
        faults.append(_('The link <a id="%(link)s"> is missing.') % {"link": link} if link else _("A link is missing."))
    for link in sorted((found.links - wanted.links).keys()):
        faults.append(_('The original has no link <a id="%(link)s">, or fewer of them.') % {"link": link})
    return faults


def placeholder_faults(source: str, text: str) -> list[str]:
    """Return which placeholders, such as `{name}`, are missing from `text` or are not in `source`."""
    wanted, found = Counter(PLACEHOLDERS.findall(source)), Counter(PLACEHOLDERS.findall(text))
    missing = [_("The placeholder %(name)s is missing.") % {"name": name} for name in wanted - found]
    return missing + [_("The original has no placeholder %(name)s.") % {"name": name} for name in found - wanted]


def faults_in(source: str, text: str, *, is_rich: bool, limit: int | None = None) -> list[str]:
    """Return every fault of the translation `text` (an HTML fragment) of `source`; none means it may go on the page."""
    faults = markup_faults(source, text) if is_rich else []
    faults += placeholder_faults(source, text)
    if "\x00" in text:
        faults.append(_("There is a character that cannot be kept. Type the words again instead of pasting them."))
    if limit and not is_rich and (over := len(text_length(text)) - limit) > 0:
        faults.append(
            _("Too long: %(limit)d characters fit. Take out at least %(over)d.") % {"limit": limit, "over": over}
        )
    return faults


def text_length(text: str) -> str:
    """Return what counts towards a limit: the plain text."""
    from languages.translating.segments import plain

    return plain(text)
