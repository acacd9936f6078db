"""Pages and pictures: values in, text out, nothing read and nothing written."""
