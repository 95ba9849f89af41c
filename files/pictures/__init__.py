"""Pictures of figures. Whoever draws loads the drawing library: never a process that serves."""
