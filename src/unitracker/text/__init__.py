"""Text at the ground: folding, normalisation, tokens, Chinese characters. Knows no institution."""
