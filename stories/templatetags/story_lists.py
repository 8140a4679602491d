"""Template tags that bring stories to pages of other apps: home, strands, partner profiles."""

from __future__ import annotations

from typing import Any

from django import template

from home.models import Strand
from partners.models import Organisation
from stories import featured, story_lists

register = template.Library()


@register.simple_tag(takes_context=True)
def featured_stories(context: dict[str, Any]) -> featured.Featured:
    """Return the stories of the home page: `lead`, `second`, `lines`, `url`."""
    return featured.featured_stories(context["request"])


@register.simple_tag(takes_context=True)
def story_map(context: dict[str, Any]) -> story_lists.StoryMap:
    """Return the map of all stories: `places`, `total`, `url`."""
    return story_lists.story_map(context["request"])


@register.simple_tag(takes_context=True)
def strand_stories(context: dict[str, Any], strand: Strand, count: int = 2) -> story_lists.Shelf:
    """Return the newest stories of a strand: `stories`, `total`, `url`."""
    return story_lists.strand_shelf(context["request"], strand, count)


@register.simple_tag(takes_context=True)
def partner_stories(context: dict[str, Any], organisation: Organisation, count: int = 3) -> story_lists.Shelf:
    """Return the newest stories that credit an organisation: `stories`, `total`, `url`."""
    return story_lists.partner_shelf(context["request"], organisation, count)
