"""Style sheets readers load: what a page family is put together from, as each application says of its own, and how."""
