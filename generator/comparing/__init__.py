"""What a change does to the money, to the checks and to the pages."""
