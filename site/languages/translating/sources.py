"""The page a translation is made from, as one of its revisions has it.

Which revision that is says `languages.state.source_of`: what readers read, or what is approved and waits for translations. A draft
nobody has approved is somebody's unfinished sentence, and is not translated.
"""

from __future__ import annotations

from dataclasses import dataclass

from wagtail.models import Page, Revision


@dataclass(frozen=True, slots=True)
class Original:
    """A page to translate from, as `revision` has it; without revisions, as it is."""

    page: Page
    revision: Revision | None

    @property
    def revision_id(self) -> int:
        """The number of the revision, 0 without one."""
        return self.revision.pk if self.revision else 0


def original_at(page: Page, revision_id: int | None = None) -> Original:
    """Return `page` as the revision with this id has it; raises `Revision.DoesNotExist` where that is not there.

    0 stands for the page as it is, `None` for its latest revision.
    """
    if revision_id:
        revision = Revision.page_revisions.get(pk=revision_id, object_id=str(page.pk))
    else:
        revision = None if revision_id == 0 else page.get_latest_revision()
    return Original(revision.as_object() if revision else page.specific, revision)
