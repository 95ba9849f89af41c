"""The region as the planner looks at it: needs, places, and everybody as columns for the rules."""
