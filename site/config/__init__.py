"""Configuration: settings, addresses, the WSGI entry point."""
