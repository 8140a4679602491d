"""What stands in front of the site: nginx, Varnish, a CDN. `seconds` lets nginx keep an answer, `purging` has copies dropped."""
