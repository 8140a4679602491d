"""What every desk of a partner shares, whatever is written at it: declared fields, merging, tidying, and words nobody loses."""
