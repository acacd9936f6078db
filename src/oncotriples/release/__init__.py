"""The files of a release: serialised, described, counted, and put in place together."""
