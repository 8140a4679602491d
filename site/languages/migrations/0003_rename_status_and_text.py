"""Two models, a field and some relations get the names the code calls them by. Tables and columns keep theirs: nothing is altered."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

REVISION = "wagtailcore.revision"


class Migration(migrations.Migration):
    dependencies = [
        ("languages", "0002_rights"),
        ("wagtailcore", "0098_apitoken"),
        migrations.swappable_dependency(settings.WAGTAIL_PAGE_MODEL),
    ]

    operations = [
        migrations.AlterModelTable("wording", "languages_wording"),
        migrations.RenameModel("Wording", "RevisionText"),
        migrations.AlterModelOptions(
            "revisiontext", {"verbose_name": "text of a version", "verbose_name_plural": "texts of versions"}
        ),
        migrations.AlterField(
            "revisiontext",
            "page",
            models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="revision_texts",
                to=settings.WAGTAIL_PAGE_MODEL,
            ),
        ),
        migrations.AlterField(
            "revisiontext",
            "revision",
            models.OneToOneField(
                null=True, on_delete=django.db.models.deletion.CASCADE, related_name="revision_text", to=REVISION
            ),
        ),
        migrations.AlterField(
            "revisiontext",
            "source_revision",
            models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="translated_texts", to=REVISION
            ),
        ),
        migrations.AlterModelTable("standing", "languages_standing"),
        migrations.RenameModel("Standing", "TranslationStatus"),
        migrations.AlterField(
            "translationstatus",
            "page",
            models.OneToOneField(
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="translation_status",
                to=settings.WAGTAIL_PAGE_MODEL,
                verbose_name="page",
            ),
        ),
        migrations.AlterField(
            "override",
            "lacking",
            models.JSONField(db_column="lacking", default=list, verbose_name="languages that were missing"),
        ),
        migrations.RenameField("override", "lacking", "missing"),
        migrations.AlterField(
            "approvedrevision",
            "page",
            models.OneToOneField(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="approved_revision",
                to=settings.WAGTAIL_PAGE_MODEL,
            ),
        ),
    ]
