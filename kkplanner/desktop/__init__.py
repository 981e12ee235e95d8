"""The window: everything a clerk does, with Qt widgets over the rooms below. The only room that knows Qt.

`app` starts it; `session` is the open plan as the window sees it; `background` runs long work; `commands` lists what
can be done; `main_window` holds the `pages`. Texts that a clerk reads are Thai and stand where they are shown.
"""
