"""The pages of moderation in the admin."""
