"""What a job is and how it is kept safe: no Qt, nothing else of this program."""
