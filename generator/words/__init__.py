"""Swedish, and text made safe for where it is to stand, for whoever speaks."""
