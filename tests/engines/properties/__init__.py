"""What holds of every piece, whatever is asked for."""
