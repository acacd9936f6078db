"""Side by side with what one would write first; never part of the test run."""
