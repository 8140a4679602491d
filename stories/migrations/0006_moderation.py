"""What editors keep about stories on their way, stories from the public, and who may read both.

Everybody who edits reads the queue and deals with stories from the public. Deciding about a submission is a matter of the review
itself: its groups say who approves and who asks for changes.
"""

import django.db.models.deletion
import django.utils.timezone
import languages.configured
import stories.models.public_story
from django.conf import settings
from django.db import migrations, models

from home import grants

PERMISSIONS = ("stories.view_submission", "stories.view_publicstory", "stories.change_publicstory")


def give_rights(apps, schema_editor):
    for group in (grants.EDITORS, grants.MODERATORS, grants.ADMINISTRATORS):
        grants.grant(apps, group, PERMISSIONS)


def take_rights(apps, schema_editor):
    grants.revoke(apps, PERMISSIONS)


class Migration(migrations.Migration):

    dependencies = [
        ('partners', '0005_invitation'),
        ('stories', '0005_kept_form_story'),
        ('home', '0003_groups'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Handling',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('told_languages', models.JSONField(blank=True, default=list)),
                ('reminded_of_draft', models.DateTimeField(blank=True, null=True, verbose_name='reminded of the draft')),
                ('reminded_of_notes', models.DateTimeField(blank=True, null=True, verbose_name='reminded of the notes')),
                ('assignee', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='in hand')),
                ('submission', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='handling', to='stories.submission')),
            ],
            options={
                'verbose_name': 'handling of a story',
                'verbose_name_plural': 'handling of stories',
            },
        ),
        migrations.CreateModel(
            name='PublicStory',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(blank=True, max_length=120, verbose_name='name')),
                ('email', models.EmailField(max_length=254, verbose_name='email address')),
                ('text', models.TextField(max_length=6000, verbose_name='story')),
                ('region', models.CharField(choices=[('east-midlands', 'East Midlands'), ('east-of-england', 'East of England'), ('london', 'London'), ('north-east', 'North East'), ('north-west', 'North West'), ('northern-ireland', 'Northern Ireland'), ('scotland', 'Scotland'), ('south-east', 'South East'), ('south-west', 'South West'), ('wales', 'Wales'), ('west-midlands', 'West Midlands'), ('yorkshire-and-the-humber', 'Yorkshire and the Humber')], max_length=30, verbose_name='nation or region')),
                ('locality', models.CharField(blank=True, max_length=80, verbose_name='town or village')),
                ('people', models.CharField(choices=[('me', 'Only me'), ('agreed', 'Other people, and they know that I am telling it'), ('not_asked', 'Other people, and I have not asked them yet')], max_length=12, verbose_name='people in it')),
                ('may_pass', models.BooleanField(default=False, verbose_name='may be passed to a partner')),
                ('language', models.CharField(choices=languages.configured.language_choices, max_length=10, verbose_name='language')),
                ('state', models.CharField(choices=[('new', 'New'), ('passed', 'Passed to a partner'), ('taken_up', 'Taken up by us'), ('declined', 'Not taken up')], db_index=True, default='new', max_length=10, verbose_name='state')),
                ('token', models.CharField(default=stories.models.public_story.new_token, editable=False, max_length=64, unique=True)),
                ('fingerprint', models.CharField(editable=False, max_length=64, unique=True)),
                ('created', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='received')),
                ('handled_at', models.DateTimeField(null=True, verbose_name='dealt with')),
                ('handled_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='by')),
                ('organisation', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='partners.organisation', verbose_name='passed to')),
                ('page', models.OneToOneField(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='told_by', to='stories.storypage', verbose_name='draft')),
            ],
            options={
                'verbose_name': 'story from the public',
                'verbose_name_plural': 'stories from the public',
                'ordering': ['-created'],
            },
        ),
        migrations.RunPython(give_rights, take_rights),
    ]
