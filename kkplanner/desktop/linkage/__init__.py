"""From the organisation's own ประเด็น up to the national strategy: chosen in a list, drawn as a map."""
