"""The desk: where members of partner organisations write stories, send them, and see how they stand."""
