"""The arithmetic of the law: workload, need and use, staffing ahead, competency, education, ratings."""
