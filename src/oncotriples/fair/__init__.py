"""The FAIR self-test: what F-UJI and FAIR-Checker would find in a release and its site, judged without the network."""
