"""The translators' pages in the admin: the languages of a page, the worksheet, its preview, and files in and out."""
