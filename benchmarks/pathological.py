"""Measure texts made to be slow: ten times the length must take about ten times the time.

    python benchmarks/pathological.py

Each kind of text is screened at three lengths; a factor much over ten between two of them
says that the work grows faster than the text.
"""

from __future__ import annotations

import time
from itertools import pairwise

from unitracker import Screener

LENGTHS = (2_000, 20_000, 200_000)
UNITS = {
    "abbreviations": "BUAA NUDT HIT, ",
    "a country": "China, ",
    "Chinese names": "北京航空航天大学 ",
    "numbered institutes": "中国电子科技集团公司第三十八研究所",
    "a group and digits": "CETC 1",
    "names with places": "Beihang University, Beijing; ",
    "names in one clause": "Dept of Physics, Nanjing University of Science and Technology, China, ",
    "pieces of a name": "Chinese Academy of ",
    "broken words": "Uni- ver",
    "digits": "1",
    "brackets": "(",
    "one word": "x",
}


def main() -> None:
    """Measure and print."""
    screener = Screener()
    print(f"{'text':22}" + "".join(f"{length:>12,}" for length in LENGTHS) + "   factors")
    for name, unit in UNITS.items():
        times = []
        for length in LENGTHS:
            text = (unit * (length // len(unit) + 1))[:length]
            start = time.process_time()
            screener.match(text)
            times.append(time.process_time() - start)
        factors = [late / max(early, 1e-4) for early, late in pairwise(times)]
        print(
            f"{name:22}"
            + "".join(f"{seconds * 1000:9.1f} ms" for seconds in times)
            + "".join(f"{factor:8.1f}" for factor in factors)
        )


if __name__ == "__main__":
    main()
