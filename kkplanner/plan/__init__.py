"""The plan as plain typed objects: no SQL, no files, no windows."""
