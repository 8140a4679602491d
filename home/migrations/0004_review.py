"""The review every page goes through: Wagtail's "Moderators approval" makes room for one where nobody approves their own edit."""

from django.db import migrations

from home import grants

REVIEW = "Review"
WAGTAILS_OWN = "Moderators approval"


def _assign(apps, workflow):
    root_page = apps.get_model("wagtailcore.Page").objects.get(depth=1)
    apps.get_model("wagtailcore.WorkflowPage").objects.update_or_create(
        page=root_page, defaults={"workflow": workflow}
    )


def make_review(apps, schema_editor):
    Group = apps.get_model("auth.Group")
    Workflow = apps.get_model("wagtailcore.Workflow")
    kind, _made = apps.get_model("contenttypes.ContentType").objects.get_or_create(app_label="home", model="reviewtask")
    task = apps.get_model("home.ReviewTask").objects.create(name=REVIEW, active=True, content_type=kind)
    task.groups.set(Group.objects.filter(name__in=[grants.MODERATORS, grants.ADMINISTRATORS]))
    workflow = Workflow.objects.create(name=REVIEW, active=True)
    apps.get_model("wagtailcore.WorkflowTask").objects.create(workflow=workflow, task=task, sort_order=0)
    _assign(apps, workflow)
    Workflow.objects.filter(name=WAGTAILS_OWN).update(active=False)
    apps.get_model("wagtailcore.Task").objects.filter(name=WAGTAILS_OWN).update(active=False)


def restore_wagtails_workflow(apps, schema_editor):
    Workflow = apps.get_model("wagtailcore.Workflow")
    Workflow.objects.filter(name=WAGTAILS_OWN).update(active=True)
    apps.get_model("wagtailcore.Task").objects.filter(name=WAGTAILS_OWN).update(active=True)
    if workflow := Workflow.objects.filter(name=WAGTAILS_OWN).first():
        _assign(apps, workflow)
    Workflow.objects.filter(name=REVIEW).delete()
    apps.get_model("home.ReviewTask").objects.filter(name=REVIEW).delete()


class Migration(migrations.Migration):
    dependencies = [("home", "0003_groups")]

    operations = [migrations.RunPython(make_review, restore_wagtails_workflow)]
