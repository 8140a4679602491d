"""The outbox: what must follow a commit is written in the same transaction and carried out at least once, in order per subject.

`posting.post` writes an effect, `handlers.carries_out` says what carries it out, `working.carry_out_due` does it.
"""
