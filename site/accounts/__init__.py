"""Who signs in. A room of its own, so that members of partner organisations can join editors later."""
