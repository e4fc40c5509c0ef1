"""Tests of the command line: the real program, in a pipe and in a terminal."""
