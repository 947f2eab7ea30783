"""What players are given to play."""
