"""The pages of the desk. Views compose what the modules beside them know."""
