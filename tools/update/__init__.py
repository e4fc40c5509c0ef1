"""Bring the official lists under ``data/lists`` up to date from the official files.

``python -m tools.update LIST FILE...`` reads a file as its publisher offers it, compares the
parties in it with the entries held, and says what is new, gone and changed; with ``--write``
it writes the list. ``docs/updating-data.md`` goes through it step by step.

========================  =================================================================
module                    does
========================  =================================================================
``formats``               one module a source: from its official file to parties
``registry``              which formats each list can be read from
``parties``               what a format gives: :class:`~tools.update.parties.ListedParty`
``files``, ``fields``     reading files of a kind, and what their fields have in common
``comparison``            matches parties with the entries held
``recognition``           which institutions of the catalogue the new parties look like
``report``, ``writing``   the differences in words, and the list with them applied
========================  =================================================================
"""
