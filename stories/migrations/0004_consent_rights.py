"""What the groups may do with consent, and a grace for stories that were live before anybody was asked.

Everybody who edits may say who can be recognised in a story and record consent. Looking people up across stories, and concerns,
are for moderators and administrators. Stories that are live already stay live: taking hundreds down at once would serve nobody
in them. For 90 days their words may still be mended; after that, and for any new picture at once, the question comes first.
"""

from datetime import timedelta

from django.db import migrations
from django.utils import timezone

from home import grants

GRACE = timedelta(days=90)
EDITOR_PERMISSIONS = ("stories.change_peoplestatement", "stories.view_withdrawal")
MODERATOR_PERMISSIONS = (
    *EDITOR_PERMISSIONS,
    "stories.view_person",
    "stories.view_concern",
    "stories.change_concern",
)


def give_rights(apps, schema_editor):
    grants.grant(apps, grants.EDITORS, EDITOR_PERMISSIONS)
    grants.grant(apps, grants.MODERATORS, MODERATOR_PERMISSIONS)
    grants.grant(apps, grants.ADMINISTRATORS, MODERATOR_PERMISSIONS)


def take_rights(apps, schema_editor):
    grants.revoke(apps, MODERATOR_PERMISSIONS)


def give_grace(apps, schema_editor):
    live = apps.get_model("stories.StoryPage").objects.filter(live=True)
    Statement = apps.get_model("stories.PeopleStatement")
    until = (timezone.now() + GRACE).date()
    keys = set(live.values_list("translation_key", flat=True))
    Statement.objects.bulk_create(Statement(story_key=key, answer="not-asked", grace_until=until) for key in keys)


class Migration(migrations.Migration):
    dependencies = [
        ("stories", "0003_consent"),
        ("home", "0003_groups"),
    ]

    operations = [
        migrations.RunPython(give_rights, take_rights),
        migrations.RunPython(give_grace, migrations.RunPython.noop),
    ]
