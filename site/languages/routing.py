"""From an address to a page, in four queries however deep the page stands.

Wagtail walks the tree from the root, two queries a level. A page's whole address is stored with it, so one query finds it,
and one more what stands around it: its ancestors, whether any of them is private, and its translations.
"""

from __future__ import annotations

from functools import lru_cache

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery, UUIDField
from django.db.models.functions import Concat
from django.http import HttpRequest
from wagtail.models import Page, PageViewRestriction, Site

from delivery.prepared import Prepared, Slot, number, text
from delivery.sites import site_of
from languages.locales import locale_id
from languages.switcher import remember_translations
from languages.translations import with_kinds


def _home() -> QuerySet[Page]:
    home: QuerySet[Page] = Page.objects.live()
    return home.filter(translation_key=Slot("home", UUIDField()), locale_id=number("locale"))[:1]


def _at_address() -> QuerySet[Page]:
    """Ask for the slug, too: it is indexed, the whole address is not."""
    address = Concat(Subquery(_home().values("url_path")), text("path"))
    return Page.objects.live().filter(slug=text("slug"), url_path=address, locale_id=number("locale"))[:1]


_HOME = Prepared(_home)
_AT_ADDRESS = Prepared(_at_address)


def find_page(request: HttpRequest, language_code: str, path: str) -> Page | None:
    """Return the live page at `path` under the home page of a language, as its specific class; `None` if there is none."""
    site = site_of(request)
    locale = locale_id(language_code)
    if site is None or locale is None or "\0" in path:  # PostgreSQL cannot be asked for a NUL
        return None
    wanted = {"home": site.root_page.translation_key, "locale": locale}
    slug = path.rstrip("/").rpartition("/")[2]
    found: list[Page] = _AT_ADDRESS.ask(path=path, slug=slug, **wanted) if path else _HOME.ask(**wanted)
    return found[0].specific if found else None


@lru_cache(maxsize=16)
def _around(levels: int) -> Prepared:
    """Return the question for the pages on the way down to a page, so many levels, and the translations of it and of home."""
    restrictions = PageViewRestriction.objects.filter(page_id=OuterRef("pk"))
    above = Q(path__in=[text(f"path_{level}") for level in range(levels)])
    keys = [Slot(name, UUIDField()) for name in ("home", "page")]
    found = Page.objects.filter(above | Q(translation_key__in=keys, live=True, alias_of=None))
    return Prepared(lambda: with_kinds(found).annotate(is_private=Exists(restrictions)).order_by("path"))


def look_around(request: HttpRequest, page: Page) -> None:
    """Fetch in one query what stands above `page` and where it is translated, for the breadcrumb and the switcher."""
    site = Site.find_for_request(request)
    above = [page.path[:end] for end in range(2 * Page.steplen, len(page.path) + 1, Page.steplen)]
    home = site.root_page if site else page
    paths = {f"path_{level}": path for level, path in enumerate(above)}
    pages = _around(len(above)).ask(home=home.translation_key, page=page.translation_key, **paths)
    page._trail = [one for one in pages if one.path in above]
    remember_translations(request, page, [one for one in pages if one.live and one.alias_of_id is None])


def trail(page: Page) -> list[Page]:
    """Return the pages from the home page down to `page` itself; no query after `look_around`."""
    known: list[Page] | None = getattr(page, "_trail", None)
    return list(page.get_ancestors(inclusive=True).filter(depth__gte=2)) if known is None else known


def is_private(page: Page) -> bool:
    """Say whether `page`, or a page above it, is shown to some people only; call after `look_around`."""
    return any(above.is_private for above in trail(page))


def url_of_path(request: HttpRequest, path: str | None) -> str:
    """Return the address of the page at `path` in the tree, which need not be loaded for that; '' without a path."""
    return (Page(url_path=path).get_url(request) or "") if path else ""
