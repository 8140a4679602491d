"""Loading strands, themes and pictures."""

from __future__ import annotations

from django.core.files.base import ContentFile
from django.db import transaction
from wagtail.images.models import Filter

from demo.content_files import ARTWORK, read_rows
from home.models import Picture, PictureRendition, Strand, Theme
from home.renditions import ALL_SPECS

READY = ARTWORK / "renditions"  # AVIF files made once by `manage.py make_demo_renditions`: encoding them takes a minute


def load_strands() -> dict[str, Strand]:
    """Return the strands by slug, made where they are missing."""
    found = {}
    for row in read_rows("strands.toml"):
        values = {name: row[name] for name in ("number", "tone", "names", "sentences", "calls")}
        found[row["slug"]], _made = Strand.objects.get_or_create(slug=row["slug"], defaults=values)
    return found


def load_themes() -> dict[str, Theme]:
    """Return the themes by slug, made where they are missing."""
    return {
        row["slug"]: Theme.objects.get_or_create(slug=row["slug"], defaults={"names": row["names"]})[0]
        for row in read_rows("themes.toml")
    }


def load_pictures() -> dict[str, Picture]:
    """Return the scenes by name, stored where they are missing. They bring their AVIF renditions; saving makes the rest."""
    found = {}
    for path in sorted(ARTWORK.glob("scene-*.jpg")):
        picture = Picture.objects.filter(title=path.stem).first()
        if picture is None:
            picture = Picture(title=path.stem, file=ContentFile(path.read_bytes(), path.name))
            with transaction.atomic():
                picture.save()
                _bring_renditions(picture)
        found[path.stem] = picture
    return found


def ready_name(scene: str, spec: str) -> str:
    """Return the file name of the ready rendition of a scene: `scene-bench.fill-480x360.avif`."""
    operation, _bar, kind = spec.partition("|format-")
    return f"{scene}.{operation}.{kind}"


def _bring_renditions(picture: Picture) -> None:
    for spec in ALL_SPECS:
        path = READY / ready_name(picture.title, spec)
        if path.exists():
            PictureRendition(
                image=picture,
                filter_spec=spec,
                focal_point_key=Filter(spec=spec).get_cache_key(picture),
                file=ContentFile(path.read_bytes(), path.name),
            ).save()
