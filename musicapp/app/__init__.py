"""Qt objects without widgets: what stands between the jobs and the window."""
