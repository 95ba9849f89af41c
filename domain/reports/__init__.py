"""HR's reports: what stands in each, who may have it, and that it was recorded before it left."""
