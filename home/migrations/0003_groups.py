"""The groups people work in: administrators, moderators and comms editors.

Wagtail's own two groups are taken over: Moderators stays, Editors becomes Comms editors. Translators, a group a language, come
from `home.translator_groups`, since languages are added without a migration. Rights over organisations are given by the partners app.
"""

from django.db import migrations

from home import grants

PAGE_ACTIONS = {
    grants.EDITORS: ("add", "change"),
    grants.MODERATORS: ("add", "change", "publish", "lock", "unlock"),
    grants.ADMINISTRATORS: ("add", "change", "publish", "lock", "unlock", "bulk_delete"),
}
EDITOR_PERMISSIONS = (
    "wagtailadmin.access_admin",
    "wagtail_localize.submit_translation",
    "home.view_strand",
    "home.add_theme",
    "home.change_theme",
    "home.view_menu",
)
MODERATOR_PERMISSIONS = (
    *EDITOR_PERMISSIONS,
    "home.add_strand",
    "home.change_strand",
    "home.delete_theme",
    "home.change_menu",
    "wagtailredirects.add_redirect",
    "wagtailredirects.change_redirect",
    "wagtailredirects.delete_redirect",
)
ADMINISTRATOR_PERMISSIONS = (
    *MODERATOR_PERMISSIONS,
    "home.bypass_reviewtask",
    "home.delete_strand",
    "home.add_menu",
    "home.delete_menu",
    "home.change_sitesettings",
    *(f"accounts.{action}_user" for action in ("add", "change", "delete")),
    *(f"auth.{action}_group" for action in ("add", "change", "delete")),
    *(f"wagtailcore.{action}_{model}" for model in ("workflow", "task") for action in ("add", "change", "delete")),
    *(f"wagtailcore.{action}_locale" for action in ("add", "change", "delete")),
    "wagtailcore.change_site",
)
PERMISSIONS = {
    grants.EDITORS: EDITOR_PERMISSIONS,
    grants.MODERATORS: MODERATOR_PERMISSIONS,
    grants.ADMINISTRATORS: ADMINISTRATOR_PERMISSIONS,
}
COLLECTION_PERMISSIONS = tuple(f"wagtailcore.{action}_collection" for action in ("add", "change", "delete"))


def _rename(apps, old, new):
    Group = apps.get_model("auth.Group")
    if not Group.objects.filter(name=new).exists():
        Group.objects.filter(name=old).update(name=new)


def make_groups(apps, schema_editor):
    Group = apps.get_model("auth.Group")
    root_page = apps.get_model("wagtailcore.Page").objects.get(depth=1)
    root_collection = apps.get_model("wagtailcore.Collection").objects.get(depth=1)
    _rename(apps, "Editors", grants.EDITORS)
    for name, actions in PAGE_ACTIONS.items():
        group, _made = Group.objects.get_or_create(name=name)
        grants.grant_on_page(apps, group, root_page, actions)
        grants.grant_on_collection(apps, group, root_collection, grants.COLLECTION_ACTIONS)
        grants.grant(apps, name, PERMISSIONS[name])
    _let_administrators_keep_collections(apps, root_collection)


def _let_administrators_keep_collections(apps, root_collection):
    administrators = apps.get_model("auth.Group").objects.get(name=grants.ADMINISTRATORS)
    for name in COLLECTION_PERMISSIONS:
        apps.get_model("wagtailcore.GroupCollectionPermission").objects.get_or_create(
            group=administrators, collection=root_collection, permission=grants.permission(apps, name)
        )


def restore_wagtails_groups(apps, schema_editor):
    Group = apps.get_model("auth.Group")
    Group.objects.filter(name=grants.ADMINISTRATORS).delete()
    Group.objects.filter(name__startswith="Translators (").delete()
    kept = {*EDITOR_PERMISSIONS[:2]}
    grants.revoke(apps, [name for name in MODERATOR_PERMISSIONS if name not in kept])
    _rename(apps, grants.EDITORS, "Editors")


class Migration(migrations.Migration):
    dependencies = [
        ("home", "0002_reviewtask"),
        ("accounts", "0001_initial"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
        ("wagtailadmin", "0006_formstate"),
        ("wagtailcore", "0098_apitoken"),
        ("wagtaildocs", "0014_alter_document_file_size"),
        ("wagtailimages", "0027_image_description"),
        ("wagtail_localize", "0016_rename_page_revision_translationlog_revision"),
        ("wagtailredirects", "0008_add_verbose_name_plural"),
    ]

    operations = [migrations.RunPython(make_groups, restore_wagtails_groups)]
