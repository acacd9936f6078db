"""The static web site of a release: a page and the data of every thing, and what helps to find them."""
