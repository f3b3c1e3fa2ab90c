"""What follows from a register: its rows, every sum again, corrections, the money's way."""
