"""Settings, layered: base, then dev, test or production."""
