"""Make the AVIF renditions that the demonstration pictures bring, slowly and small. Run after changing shapes or scenes."""

from __future__ import annotations

from django.core.management.base import BaseCommand
from wagtail.images.models import Filter

from demo.term_content import READY, load_pictures, ready_name
from home import encoders
from home.renditions import ALL_SPECS

SLOW = 4  # libavif's speed: 0 is slowest and smallest, 10 fastest


class Command(BaseCommand):
    """Writes the files under `demo/artwork/renditions/` afresh."""

    help = "Encode the AVIF renditions of the demonstration pictures again."

    def handle(self, *args: object, **options: object) -> None:
        """Encode every AVIF cut of every scene, at a speed no upload could afford."""
        encoders.AVIF_SPEED = SLOW  # for this process only, which does nothing else
        READY.mkdir(exist_ok=True)
        specs = [spec for spec in ALL_SPECS if spec.endswith("-avif")]
        for name, picture in load_pictures().items():
            for spec in specs:
                file = picture.generate_rendition_file(Filter(spec=spec))
                file.seek(0)
                (READY / ready_name(name, spec)).write_bytes(file.read())
        self.stdout.write(f"Wrote {len(specs)} renditions a scene.")
