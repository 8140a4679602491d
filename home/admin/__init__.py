"""The editors' side: forms, views, dashboard and listings."""
