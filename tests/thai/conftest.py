from __future__ import annotations

from kkplanner.thai import engine

# The tests compare with pythainlp itself and import it directly: it must not make its folder at home.
engine.prepare()
