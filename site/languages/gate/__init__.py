"""The publication gate: the one door every publication passes, whoever opens it. `obstacles` says what may stand in the way."""
