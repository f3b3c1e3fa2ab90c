"""From bytes to a typed register that knows the place of everything in it."""
