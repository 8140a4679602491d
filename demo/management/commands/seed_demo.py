"""Load the demonstration content, so that a newcomer sees the whole site after one command."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.db import connection, transaction

from demo.accounts import load_accounts, load_members
from demo.consents import record_consents
from demo.menu_content import load_menus, load_settings
from demo.organisations import load_organisations
from demo.page_content import (
    link_home_pages,
    load_home_pages,
    load_pages,
    load_partner_pages,
    load_sections,
    load_strand_pages,
)
from demo.stories import StoryLoader, feature_stories
from demo.submissions import load_submissions
from demo.term_content import load_pictures, load_strands, load_themes
from demo.translation_content import load_translators_work
from demo.tree import Tree
from demo.volume import add_partners, add_stories
from home.models import Picture
from upkeep.outbox.worker import carry_out_due


class Command(BaseCommand):
    """Idempotent: makes what is missing, and leaves alone what editors have changed."""

    help = "Load the demonstration content; --stories and --partners make more of both, for measuring."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare how many stories and partners there should be in all."""
        parser.add_argument("--stories", type=int, default=0, help="at least this many stories in English")
        parser.add_argument("--partners", type=int, default=0, help="at least this many partner profiles in English")

    def handle(self, *args: Any, **options: Any) -> None:
        """Load everything in one transaction; pictures first, since their files cannot be rolled back."""
        pictures = load_pictures()
        with transaction.atomic():
            load_everything(pictures)
        add_partners(options["partners"])
        add_stories(options["stories"])
        while any(carry_out_due()):  # cards and renditions: no worker may be running yet
            pass
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")  # without figures of its tables a database chooses the wrong index
        self.stdout.write("The demonstration content is loaded.")


def load_everything(pictures: dict[str, Picture]) -> None:
    """Make every demonstration page, organisation, menu and account that is missing."""
    strands, themes = load_strands(), load_themes()
    organisations = load_organisations(strands)
    tree = Tree({name: picture.pk for name, picture in pictures.items()})
    load_home_pages(tree)
    load_sections(tree)
    load_strand_pages(tree, strands)
    load_pages(tree)
    load_partner_pages(tree, organisations)
    StoryLoader(tree, strands, themes, organisations).load()
    tree.fill()
    record_consents(tree)
    tree.publish()
    link_home_pages(tree)
    feature_stories(tree)
    load_menus(tree)
    load_settings()
    load_accounts()
    load_members()
    if tree.made:
        load_translators_work(tree)
    load_submissions()
