"""What may be said: amounts, decisions and registers, each declared once; problems as values."""
