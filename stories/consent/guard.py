"""The second lock: a story does not become live without consent where nobody asks the gate either.

Copies, aliases and `page.save()` are caught before they are written. What Django sends no signal for (`QuerySet.update`,
`bulk_create`, raw SQL) is refused by the database: a trigger on the table of pages, put there again after every migration, since
SQLite drops the triggers of a table that it makes anew.
"""

from __future__ import annotations

from typing import Any, Final

from django.apps import AppConfig
from django.db import connections
from django.db.models.signals import post_migrate, pre_save
from django.dispatch import receiver

from stories.consent.consent_obstacles import require_consent
from stories.models import StoryPage

REFUSAL: Final = "A story cannot be live: nobody has said who can be recognised, or somebody has not agreed."

UNASKED: Final = """
    EXISTS (SELECT 1 FROM django_content_type t
        WHERE t.id = NEW.content_type_id AND t.app_label = 'stories' AND t.model = 'storypage')
    AND (
        NOT EXISTS (SELECT 1 FROM stories_peoplestatement s WHERE s.story_key = NEW.translation_key)
        OR EXISTS (SELECT 1 FROM stories_peoplestatement s WHERE s.story_key = NEW.translation_key AND s.answer = 'listed')
            AND NOT EXISTS (SELECT 1 FROM stories_appearance l WHERE l.story_key = NEW.translation_key)
        OR EXISTS (SELECT 1 FROM stories_withdrawal w WHERE w.story_key = NEW.translation_key)
        OR EXISTS (SELECT 1 FROM stories_concern n WHERE n.story_key = NEW.translation_key AND n.state = 'hidden')
        OR EXISTS (SELECT 1 FROM stories_appearance a JOIN stories_person p ON p.id = a.person_id
            WHERE a.story_key = NEW.translation_key AND (
                NOT EXISTS (SELECT 1 FROM stories_consent c WHERE c.appearance_id = a.id
                    AND c.giver = 'person' AND c.for_website AND c.withdrawn_at IS NULL)
                OR p.age_band IN ('13-15', 'under-13') AND NOT EXISTS (SELECT 1 FROM stories_consent g
                    WHERE g.appearance_id = a.id AND g.giver = 'guardian' AND g.for_website AND g.withdrawn_at IS NULL)))
    )
"""
"""Whether the story in the row NEW of `wagtailcore_page` may not be live, in the SQL that both databases understand."""

SQLITE: Final = (
    "DROP TRIGGER IF EXISTS stories_unasked_insert",
    "DROP TRIGGER IF EXISTS stories_unasked_update",
    f"CREATE TRIGGER stories_unasked_insert BEFORE INSERT ON wagtailcore_page WHEN NEW.live AND {UNASKED} "
    f"BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END",
    "CREATE TRIGGER stories_unasked_update BEFORE UPDATE OF live, translation_key, content_type_id ON wagtailcore_page "
    f"WHEN NEW.live AND NOT OLD.live AND {UNASKED} BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END",
)
POSTGRESQL: Final = (
    "CREATE OR REPLACE FUNCTION stories_refuse_unasked() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
    f"IF {UNASKED} THEN RAISE EXCEPTION '{REFUSAL}' USING ERRCODE = 'check_violation'; END IF; RETURN NEW; END $$",
    "DROP TRIGGER IF EXISTS stories_unasked_insert ON wagtailcore_page",
    "DROP TRIGGER IF EXISTS stories_unasked_update ON wagtailcore_page",
    "CREATE TRIGGER stories_unasked_insert BEFORE INSERT ON wagtailcore_page FOR EACH ROW WHEN (NEW.live) "
    "EXECUTE FUNCTION stories_refuse_unasked()",
    "CREATE TRIGGER stories_unasked_update BEFORE UPDATE ON wagtailcore_page FOR EACH ROW "
    "WHEN (NEW.live AND NOT OLD.live) EXECUTE FUNCTION stories_refuse_unasked()",
)
NEEDED: Final = {"wagtailcore_page", "stories_peoplestatement", "stories_withdrawal", "stories_concern"}


@receiver(pre_save, sender=StoryPage, dispatch_uid="stories.refuse_unasked")
def refuse_unasked(sender: type[StoryPage], instance: StoryPage, raw: bool = False, **kwargs: Any) -> None:
    """Raise `NotReadyError` before a story is stored as live that was not live, if the people in it have not agreed."""
    if raw or not instance.live:
        return
    if instance.pk and StoryPage.objects.filter(pk=instance.pk, live=True).exists():
        return
    require_consent(instance)


@receiver(post_migrate, dispatch_uid="stories.ensure_guard")
def ensure_guard(sender: AppConfig, using: str, **kwargs: Any) -> None:
    """Put the triggers on the table of pages, once all the tables they look at are there."""
    if sender.name != "stories":
        return
    connection = connections[using]
    if not set(connection.introspection.table_names()) >= NEEDED:
        return
    statements = {"sqlite": SQLITE, "postgresql": POSTGRESQL}.get(connection.vendor, ())
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
