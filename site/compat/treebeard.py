"""Insides of django-treebeard 6: paths of nodes that are written in bulk, which `add_child` would write one by one."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from treebeard.mp_tree import MP_Node


def first_child_path(parent: MP_Node) -> str:
    """Return the path of the first child of a node that has none."""
    return str(parent._get_path(parent.path, parent.depth + 1, 1))


def next_path(node: MP_Node) -> str:
    """Return the path of the sibling behind a node; raises `PathOverflow`."""
    return str(node._inc_path())
