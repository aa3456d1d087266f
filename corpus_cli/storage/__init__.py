"""Object storage (``s3://bucket/folder``), by fsspec: inputs that lie there, and runs that are kept there."""
