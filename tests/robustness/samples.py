"""One small, sound input of every format that is read, each naming one institution."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from typing import Final

import pyarrow as pa
import pyarrow.parquet as pq
import xlsxwriter

from tests.screening.reading.documents import paragraph, pdf, table, word

NAME: Final = "Beihang University, Beijing 100191, China"
INSTITUTION: Final = "beihang-university"
_OTHER: Final = "University of Oslo, Norway"


def _table(delimiter: str) -> bytes:
    out = io.StringIO()
    rows = csv.writer(out, delimiter=delimiter)
    rows.writerows([("author", "affiliation"), ("Li, W.", NAME), ("Ås, P.", _OTHER)])
    return out.getvalue().encode()


def _workbook() -> bytes:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        sheet = book.add_worksheet("People")
        for number, row in enumerate([("author", "affiliation"), ("Li", NAME), ("Ås", _OTHER)]):
            sheet.write_row(number, 0, row)
    return out.getvalue()


def _parquet() -> bytes:
    out = io.BytesIO()
    pq.write_table(pa.table({"author": ["Li", "Ås"], "affiliation": [NAME, _OTHER]}), out)
    return out.getvalue()


_PUBMED: Final = f"""<?xml version="1.0"?><PubmedArticleSet><PubmedArticle><MedlineCitation>
<PMID>1</PMID><Article><ArticleTitle>T</ArticleTitle><AuthorList><Author><LastName>Li</LastName>
<AffiliationInfo><Affiliation>{NAME}</Affiliation></AffiliationInfo></Author></AuthorList>
</Article></MedlineCitation></PubmedArticle></PubmedArticleSet>"""

_ENDNOTE_XML: Final = f"""<?xml version="1.0"?><xml><records><record><contributors><authors>
<author>Li, W.</author></authors></contributors><auth-address>{NAME}</auth-address>
</record></records></xml>"""

_ORCID: Final = f"""<?xml version="1.0"?>
<record xmlns="http://www.orcid.org/ns/record" path="/0000-0000-0000-0000">
<employment-summary><organization><name>{NAME}</name></organization></employment-summary>
</record>"""

SAMPLES: Final[dict[str, Callable[[], bytes]]] = {
    "excel": _workbook,
    "docx": lambda: word(paragraph(NAME) + table([["Ås", _OTHER]])),
    "pdf": lambda: pdf([[NAME], [_OTHER]]),
    "parquet": _parquet,
    "pubmed-xml": _PUBMED.encode,
    "endnote-xml": _ENDNOTE_XML.encode,
    "orcid-xml": _ORCID.encode,
    "nbib": f"PMID- 1\nTI  - T\nFAU - Li, W.\nAD  - {NAME}\n\nPMID- 2\nAD  - {_OTHER}\n".encode,
    "ris": f"TY  - JOUR\nAU  - Li, W.\nAD  - {NAME}\nPY  - 2020///\nER  - \n".encode,
    "wos": f"FN Clarivate\nVR 1.0\nPT J\nAU Li, W\nC1 [Li, W] {NAME}.\nER\n\nEF\n".encode,
    "bibtex": f"@article{{a, author = {{Li, W.}}, affiliation = {{{NAME}}}, year = 2020}}\n".encode,
    "endnote": f"%0 Journal Article\n%A Li, W.\n%+ {NAME}\n%D 2020\n".encode,
    "email": (
        f"From: Li <li@example.org>\nTo: Ås <as@example.org>\nSubject: Visit\n"
        f"Date: Thu, 26 Nov 2026 10:00:00 +0000\nMIME-Version: 1.0\n\n{NAME}\n"
    ).encode,
    "json": lambda: "".join(
        json.dumps({"raw_affiliation_string": name}, ensure_ascii=False) + "\n"
        for name in (NAME, _OTHER)
    ).encode(),
    "tsv": lambda: _table("\t"),
    "csv": lambda: _table(","),
    "lines": f"{NAME}\n{_OTHER}\n".encode,
}
"""How to make the sample of each format, by the name that ``--input`` takes."""
