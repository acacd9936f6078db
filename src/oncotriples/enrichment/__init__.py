"""What services say about the literature and trials of the graph, kept in lock files that builds read offline."""
