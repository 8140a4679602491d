"""For those who watch over the site: whether it is ready, figures for Prometheus, reports of errors. Nothing in them is about a reader."""
