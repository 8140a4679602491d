"""What the groups may do with organisations and applications.

Everybody who edits may decide an application: what that makes is a draft profile, and nothing of it is public until a
moderator has let the profile go live. Deleting is for administrators.
"""

from django.db import migrations

from home import grants

EDITOR_PERMISSIONS = (
    "partners.view_organisation",
    "partners.add_organisation",
    "partners.change_organisation",
    "partners.view_application",
    "partners.change_application",
)
ADMINISTRATOR_PERMISSIONS = (
    *EDITOR_PERMISSIONS,
    "partners.delete_organisation",
    "partners.delete_application",
)


def give_rights(apps, schema_editor):
    grants.grant(apps, grants.EDITORS, EDITOR_PERMISSIONS)
    grants.grant(apps, grants.MODERATORS, EDITOR_PERMISSIONS)
    grants.grant(apps, grants.ADMINISTRATORS, ADMINISTRATOR_PERMISSIONS)


def take_rights(apps, schema_editor):
    grants.revoke(apps, ADMINISTRATOR_PERMISSIONS)


class Migration(migrations.Migration):
    dependencies = [
        ("partners", "0002_application_fingerprint"),
        ("home", "0003_groups"),
    ]

    operations = [migrations.RunPython(give_rights, take_rights)]
