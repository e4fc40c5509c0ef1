"""Tools of the maintainers: they work on a checkout and are no part of the installed program."""
