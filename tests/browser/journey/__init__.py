"""The people of a story's journey, a file for each: what they do, and what they then see. The test tells the story."""
