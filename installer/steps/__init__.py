"""The steps of the Windows build, one module each; `build.py` runs them in order."""
