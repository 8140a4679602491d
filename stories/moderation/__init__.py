"""What editors do with stories that were sent to them, and what the writers hear of it."""
