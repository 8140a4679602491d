"""Which languages go live together is for administrators to say, and so are exceptions."""

from django.db import migrations

from home import grants

PERMISSIONS = (
    "languages.view_publicationpolicy",
    "languages.change_publicationpolicy",
)
OVERRIDE = ("override_gate", "approvedset", "Can publish before every translation is ready")


def _override(apps):
    codename, model, name = OVERRIDE
    kind, _made = apps.get_model("contenttypes.ContentType").objects.get_or_create(app_label="languages", model=model)
    return apps.get_model("auth.Permission").objects.get_or_create(
        content_type=kind, codename=codename, defaults={"name": name}
    )[0]


def give_rights(apps, schema_editor):
    grants.grant(apps, grants.ADMINISTRATORS, PERMISSIONS)
    apps.get_model("auth.Group").objects.get(name=grants.ADMINISTRATORS).permissions.add(_override(apps))


def take_rights(apps, schema_editor):
    grants.revoke(apps, PERMISSIONS)
    _override(apps).group_set.clear()


class Migration(migrations.Migration):
    dependencies = [("languages", "0001_wordings_and_gate"), ("home", "0003_groups")]

    operations = [migrations.RunPython(give_rights, take_rights)]
