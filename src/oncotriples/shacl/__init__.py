"""SHACL for any shapes and any data: shapes compiled to set operations on an index of terms as they were written."""
