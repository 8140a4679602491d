"""Translation by machine: a configured service, asked for what is missing, its answers looked at before they are used.

What a machine says is marked until a person has checked it, and never goes live before (`languages.state`).
"""
