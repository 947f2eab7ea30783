"""Form: how many bars there are, and what each is for."""
