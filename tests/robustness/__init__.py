"""The standing crash test: whatever comes in, the program answers or says what is wrong.

A few seconds each in a usual run; ``--hypothesis-profile=long`` tries a hundred times as many
inputs, which takes an hour or more. ``python -m tests.robustness.faults`` kills, fills and
closes what a run depends on; it is run by hand.
"""
