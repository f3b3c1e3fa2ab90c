"""How long the program takes, on data made for the purpose; run by hand, never as tests."""
