"""Pages from memory: what anonymous readers ask for, answered before Django is asked.

From the outside in: `wsgi_layer` answers, `keys` says what a request asks for, `admission` what may be remembered, `page` is one
remembered page, `store` keeps pages in a process and `disk_store` between the processes of a machine; `page_changes` notices what is
written to the database, `generation` tells every process, `watcher` looks after both.
The reasons are in docs/decisions/pages-from-memory.md.
"""
