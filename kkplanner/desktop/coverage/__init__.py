"""What the plan covers of the framework, as pictures that lead to the projects."""
