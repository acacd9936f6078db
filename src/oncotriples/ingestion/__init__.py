"""From a set of documents to a folder of records, quads and tables: what `oncotriples ingest` and `verify` do."""
