"""Sending the plan to the PAO and receiving one: the package on a stick, and its verification."""
