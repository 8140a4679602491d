"""Languages: configured languages, their alphabets, translations of pages, and the switcher between them."""
