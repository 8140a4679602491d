"""Date and number formats per language, named by `FORMAT_MODULE_PATH`."""
