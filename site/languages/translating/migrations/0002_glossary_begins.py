"""The glossary begins with the words the site itself uses, in English and Welsh; those who write may add to it."""

from django.db import migrations

WELSH = {
    "Stories": "Straeon",
    "Our work": "Ein gwaith",
    "Partners": "Partneriaid",
    "Take part": "Cymryd rhan; Cymerwch ran",
    "Talk": "Siarad; Siaradwch",
    "Meet": "Cwrdd; Cwrddwch; Cyfarfod",
    "Act": "Gweithredu; Gweithredwch",
    "Make a pledge": "Gwneud addewid; Gwnewch addewid",
    "pledge": "addewid; addo",
    "Find something near you": "Dod o hyd i rywbeth lleol",
    "Show stories": "Dangos straeon",
    "Choose a place": "Dewiswch le",
    "Save draft": "Cadw drafft",
    "Send to editors": "Anfon at y golygyddion",
    "Draft": "Drafft",
    "Changes asked for": "Angen newidiadau",
    "Published": "Cyhoeddwyd",
    "Page not found": "Heb ddod o hyd i'r dudalen",
    "Search": "Chwilio; Chwiliwch",
    "Menu": "Dewislen",
    "Skip to main content": "Neidio i'r prif gynnwys",
    "Read this in": "Darllenwch hwn yn",
    "Read next": "Darllen nesaf; Darllenwch nesaf",
    "We pledge to": "Rydym yn addo",
    "Next": "Nesaf",
    "Previous": "Blaenorol",
    "Clear all": "Clirio'r cyfan",
    "All languages": "Pob iaith",
    "Preview": "Rhagolwg",
    "Delete draft": "Dileu'r drafft",
    "With editors": "Gyda'r golygyddion",
    "Being translated": "Yn cael ei gyfieithu",
    "Taken down": "Tynnwyd i lawr",
    "Photo consent": "Caniatâd ar gyfer y llun",
    "Share": "Rhannu; Rhannwch",
}
NOTES = {
    "Talk": "The strand. As a verb, what the sentence needs.",
    "Meet": "The strand. As a verb, what the sentence needs.",
    "Act": "The strand. As a verb, what the sentence needs.",
}
URDU = {"Talk": "بات کریں", "Meet": "ملیں", "Act": "عمل کریں"}
WRITERS = ("Administrators", "Moderators", "Comms editors")
ACTIONS = ("view", "add", "change")


def begin(apps, schema_editor):
    Term = apps.get_model("translating", "GlossaryTerm")
    for language, words in (("cy", WELSH), ("ur", URDU)):
        for term, preferred in words.items():
            values = {"preferred": preferred, "note": NOTES.get(term, "")}
            Term.objects.get_or_create(term=term, language=language, defaults=values)
    _let_write(apps)


def _let_write(apps):
    kind, _made = apps.get_model("contenttypes", "ContentType").objects.get_or_create(
        app_label="translating", model="glossaryterm"
    )
    found = {}
    for action in (*ACTIONS, "delete"):
        found[action], _made = apps.get_model("auth", "Permission").objects.get_or_create(
            content_type=kind, codename=f"{action}_glossaryterm", defaults={"name": f"Can {action} glossary term"}
        )
    Group = apps.get_model("auth", "Group")
    for group in [*Group.objects.filter(name__in=WRITERS), *Group.objects.filter(name__startswith="Translators (")]:
        group.permissions.add(*(found[action] for action in ACTIONS))
    for group in Group.objects.filter(name__in=WRITERS[:2]):
        group.permissions.add(found["delete"])


def end(apps, schema_editor):
    apps.get_model("translating", "GlossaryTerm").objects.all().delete()


class Migration(migrations.Migration):
    dependencies = [
        ("translating", "0001_work_and_glossary"),
        ("home", "0003_groups"),
    ]

    operations = [migrations.RunPython(begin, end)]
