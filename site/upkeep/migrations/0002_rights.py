"""Work left over is for administrators: they see it, try it again and drop it."""

from django.db import migrations

from home import grants

PERMISSIONS = tuple(f"upkeep.{action}_effect" for action in ("view", "change", "delete"))


def give_rights(apps, schema_editor):
    grants.grant(apps, grants.ADMINISTRATORS, PERMISSIONS)


def take_rights(apps, schema_editor):
    grants.revoke(apps, PERMISSIONS)


class Migration(migrations.Migration):
    dependencies = [("upkeep", "0001_initial"), ("home", "0003_groups")]

    operations = [migrations.RunPython(give_rights, take_rights)]
