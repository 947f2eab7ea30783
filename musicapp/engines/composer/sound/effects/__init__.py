"""Effects: small machines that take a stem block by block and give as many samples back."""
