"""How the site is, as its operators need to know it: findings in words with what to do, on a page, in figures and by letter."""
