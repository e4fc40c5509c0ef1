"""What only a build and ``data validate`` need: load, validate, compile, compare, lay out."""
