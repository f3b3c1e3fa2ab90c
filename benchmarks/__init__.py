"""How much time and memory the program takes, beside other builders, on data made for the purpose.

    python -m benchmarks [--sidor 100 1000] [--only build,others,check,diff,incremental,ledger]

`build` is ours beside plain mkdocs with Material, the baseline of every ratio; `others` adds
Zensical and Hugo to it where they are installed. Run by hand, never as tests: seconds are the
machine's, the ratios within one run are the program's.
"""
