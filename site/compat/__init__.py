"""Every inside of a library the site touches, a module for each library; `tests/compat` fails when one of them changes."""
