"""Release the data: record what a version changed, and build its archive.

``python -m tools.release record-changes`` and ``python -m tools.release archive``;
``docs/releasing.md`` goes through a release step by step.
"""
