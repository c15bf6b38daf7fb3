"""The seven comparisons of the survey with the departments, and what else shows where sources stand side by side."""
