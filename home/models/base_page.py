"""What every page of the site is built on."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.models import Page, Revision
from wagtail.search import index

from delivery.headers import PREVIEW_POLICY
from home.editor_panels import TranslationQuestion, TranslationsPanel
from home.forms import BasePageForm, DraftCopyForm
from home.permissions import PageRights
from home.presenters import answers, describes, presents
from home.structured_data import Thing
from home.text_uses import INTERNAL, SEARCHED, SHOWN, TextUses
from languages.configured import Language, language_for
from languages.gate.publish import Verdict, publish
from languages.locales import locale_code
from languages.policy import TOGETHER
from languages.recording import record_as_current, record_revision_text
from languages.routing import trail
from languages.state import refresh

if TYPE_CHECKING:
    from accounts.models import User


class BasePage(Page):
    """A page with one sentence about itself, a short name for menus, and an honest language."""

    summary = models.TextField(
        _("summary"),
        max_length=400,
        help_text=_("One or two plain sentences. Shown under the title, in lists, in search and when shared."),
    )
    short_title = models.CharField(
        _("name in menus"), max_length=40, blank=True, help_text=_("Only if the title is too long for a menu.")
    )

    class Meta:
        abstract = True

    content_panels = [TranslationQuestion(), *Page.content_panels, FieldPanel("summary")]
    promote_panels = [
        MultiFieldPanel(
            [FieldPanel("slug"), FieldPanel("short_title"), FieldPanel("seo_title"), FieldPanel("search_description")],
            heading=_("Address, menus and search engines"),
        ),
        TranslationsPanel(heading=_("Translations")),
    ]
    search_fields: ClassVar[list[index.BaseField]] = [*Page.search_fields, index.SearchField("summary", boost=2)]
    text_uses: ClassVar[TextUses] = {
        **dict.fromkeys(("title", "summary"), SEARCHED),
        **dict.fromkeys(("short_title", "slug", "seo_title", "search_description"), SHOWN),
        **dict.fromkeys(("path", "url_path", "draft_title"), INTERNAL),
    }
    preview_modes = [
        ("", _("The page")),
        ("search-result", _("As a search result")),
        ("social-card", _("When shared")),
    ]
    show_in_menus_default = False
    admin_default_ordering = "ord"
    base_form_class = BasePageForm
    copy_form_class = DraftCopyForm
    # Checks that a draft may fail are skipped while this is true; see `home.forms`.
    is_draft_being_saved = False
    # Which languages go live together, and whether the original may go first, until administrators say otherwise.
    languages_together: ClassVar[tuple[str, ...]] = TOGETHER
    original_first: ClassVar[bool] = False
    # The CSS sheet of the page family, and the key of the header menu entry it belongs under.
    family: ClassVar[str] = "standard"

    @property
    def menu_title(self) -> str:
        """The name of the page in menus and breadcrumbs."""
        return self.short_title or self.title

    @cached_property
    def content_language(self) -> Language:
        """The language the page's own words are in: an alias speaks the language of its source."""
        source_id = self.alias_of.locale_id if self.alias_of_id and self.alias_of else self.locale_id
        return language_for(locale_code(source_id))

    @property
    def description(self) -> str:
        """What search engines and shared links say about the page, in one or two sentences."""
        return self.search_description or self.summary

    # What Open Graph calls the page.
    social_kind: ClassVar[str] = "website"

    def social_tone(self) -> tuple[str, int]:
        """Return the palette of the page's social card, and how many bars stand on it."""
        return "plain", 1

    def structured_data(self, request: HttpRequest, context: Mapping[str, object]) -> list[Thing]:
        """Return the page as schema.org things, read from what the template's `context` already holds."""
        return describes.of(type(self))[-1](self, request, context)

    def breadcrumb(self) -> list[Page]:
        """Return the live pages above this one, from the home page down; no query when the address was routed."""
        return [page for page in trail(self)[:-1] if page.live]

    def get_context(self, request: HttpRequest, *args: object, **kwargs: object) -> dict[str, object]:
        """Return the template's context: what presentation modules say of pages of this type; `kwargs` stand over it."""
        context: dict[str, object] = super().get_context(request, *args, **kwargs)
        for present in presents.of(type(self)):
            context.update(present(self, request))
        return context | kwargs

    def serve(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        """Show the page, or answer as its app says pages of this type do."""
        if answer := next(reversed(answers.of(type(self))), None):
            return answer(self, request)
        return super().serve(request, *args, **kwargs)

    # Whether the edit being saved is one that translators need not follow; `None` where nobody was asked.
    is_minor_edit: bool | None = None
    # Whether the version being saved is said to translate all of the original as it is wanted now.
    is_whole_translation = False

    def report_subjects(self) -> dict[str, str]:
        """Return what the page is about, for figures about translations: the slug of a strand, the id of a partner."""
        return {}

    @transaction.atomic
    def save_revision(self, *args: object, **kwargs: Any) -> Revision:
        """Save a version of the page, and write down its words: what translations follow."""
        revision = super().save_revision(*args, **kwargs)
        if not self.alias_of_id:
            record_revision_text(revision, self.with_content_json(revision.content), self.is_minor_edit)
            if self.is_whole_translation:
                record_as_current(self, kwargs.get("user"))
            refresh([self.translation_key])
        return revision

    def publish(
        self,
        revision: Revision,
        user: User | None = None,
        changed: bool = True,
        log_action: bool | str = True,
        previous_revision: Revision | None = None,
        skip_permission_checks: bool = False,
    ) -> Verdict:
        """Put a version live with the languages that go with it, or have it wait for them (`languages.gate.publish.publish`).

        Raises `NotReadyError` when something keeps it from going live that cannot wait; then nothing has changed.
        """
        return publish(
            self,
            revision,
            user=user,
            changed=changed,
            log_action=log_action,
            previous_revision=previous_revision,
            skip_permission_checks=skip_permission_checks,
        )

    def copy(self, *args: object, keep_live: bool = False, **kwargs: object) -> object:
        """Copy the page, as a draft; a live copy would not have asked the gate, which raises `GatePassedByError`."""
        return super().copy(*args, keep_live=keep_live, **kwargs)

    @transaction.atomic
    def unpublish(self, *args: object, **kwargs: object) -> None:
        """Take the page off the site, and in one transaction the languages that go with it."""
        super().unpublish(*args, **kwargs)

    def permissions_for_user(self, user: object) -> PageRights:
        """Return what `user` may do with this page: going live is by review."""
        return PageRights(user, self)

    def serve_preview(self, request: HttpRequest, mode_name: str) -> HttpResponseBase:
        """Return the preview in the page's own language, also before it has an address; only the editor may frame it."""
        with override(locale_code(self.locale_id)):
            response = super().serve_preview(request, mode_name)
            response = response.render() if hasattr(response, "render") else response
        response["Content-Security-Policy"] = PREVIEW_POLICY
        return response

    def get_preview_template(self, request: HttpRequest, mode_name: str) -> str:
        """Return the template of a preview mode."""
        if mode_name in ("search-result", "social-card"):
            return f"home/preview_{mode_name.replace('-', '_')}.html"
        return super().get_preview_template(request, mode_name)


class PicturePlacement(models.Model):
    """A picture in its place on a page, with the words for those who do not see it. A draft may still lack them."""

    picture = models.ForeignKey(
        "home.Picture", null=True, blank=True, on_delete=models.SET_NULL, related_name="+", verbose_name=_("picture")
    )
    picture_alt = models.CharField(
        _("alternative text"),
        max_length=250,
        blank=True,
        help_text=_("What the picture shows. Imagine reading it down the phone."),
    )
    picture_decorative = models.BooleanField(
        _("decoration only"), default=False, help_text=_("The picture says nothing that the words do not.")
    )

    class Meta:
        abstract = True

    text_uses: ClassVar[TextUses] = {"picture_alt": SHOWN}
    picture_panels = [FieldPanel("picture"), FieldPanel("picture_alt"), FieldPanel("picture_decorative")]

    def clean(self) -> None:
        """Raise `ValidationError` when a picture has neither alternative text nor the mark that it is decoration."""
        super().clean()
        if getattr(self, "is_draft_being_saved", False):
            return
        if self.picture_id and not self.picture_alt.strip() and not self.picture_decorative:
            raise ValidationError({"picture_alt": _("Say what the picture shows, or mark it as decoration only.")})

    @property
    def placed_alt(self) -> str:
        """The alternative text as it is shown: empty for decoration."""
        return "" if self.picture_decorative else self.picture_alt
