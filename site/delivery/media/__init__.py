"""Uploaded files, and who may have them.

`files` says what an address stands for, `publicity` whether readers are shown it, `seers` who else may see it, `views` answer.
The reasons are in docs/decisions/private-media.md.
"""
