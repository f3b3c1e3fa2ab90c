"""How much time and memory the program takes, beside other builders, on data made for the purpose.

    python -m benchmarks [--sidor 100 1000 10000] [--only build,check,diff,incremental,ledger]

Run by hand, never as tests: seconds are the machine's, the ratios within one run are the program's.
"""
