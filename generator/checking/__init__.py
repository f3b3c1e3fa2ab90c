"""What is wrong with a register, and why it matters to the reader."""
