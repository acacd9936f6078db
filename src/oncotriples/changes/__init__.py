"""What changed from one release to the next, in the terms of the domain."""
