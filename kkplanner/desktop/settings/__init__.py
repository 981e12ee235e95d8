"""What the person at this computer likes."""
