"""The development server, which says where everything is once it has its port."""

from __future__ import annotations

from whitenoise.runserver_nostatic.management.commands.runserver import Command as ServeWithWhiteNoise

from upkeep.announcement import announcement


class Command(ServeWithWhiteNoise):
    """Found before the server's other versions because `upkeep` stands above them in `INSTALLED_APPS`."""

    def on_bind(self, server_port: int) -> None:
        """Print the usual lines, then the addresses and accounts of this site."""
        super().on_bind(server_port)
        self.stdout.write(announcement(f"http://{self.addr}:{server_port}"))
        self.stdout.flush()
