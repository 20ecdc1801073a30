"""`python -m webcare` is the same as the command `webcare`."""

from webcare.cli import main

main(prog_name="webcare")
