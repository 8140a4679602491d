"""Faults planted one at a time in the code that decides (who may, what goes live, who agreed), and whether a test notices each."""
