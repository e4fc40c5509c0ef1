"""One module a source: what its official file looks like, and how it becomes parties.

Each module ends in a function that takes paths and the id of a list and returns an
:class:`~tools.update.parties.OfficialFile`; :mod:`tools.update.registry` names it. Its
docstring says which sample of the official file it was written after.
"""
