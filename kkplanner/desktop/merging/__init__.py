"""Two people's work in one plan: choose the other copy, see what comes in, decide what is in dispute."""
