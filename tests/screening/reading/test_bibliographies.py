from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from unitracker.errors import InputError
from unitracker.screening.reading.records import RECORD_COLUMNS, date_in_words, partial_date

from .conftest import Given, Reading, reading

MEDLINE = """
PMID- 1
DP  - 2019 Mar 5
TI  - Impact of a thing on the
      Univ X
AB  - We studied at Univ Y.
FAU - Aa, Bb
AU  - Aa B
AD  - School of Computing, National Univ of Defense
      Technology, Changsha, China.
FAU - Cc, Dd
AU  - Cc D
FAU - Ee, Ff
AU  - Ee F
AD  - Univ B, Rome.
AD  - Univ C, Paris.
LID - 10.1000/a [doi]
GR  - Univ G/Grant

PMID- 2
TI  - Of nobody
"""

RIS = """TY  - JOUR
AU  - Aa, B.
AU  - Cc, D.
TI  - A study of Univ X
AB  - Univ Y
AD  - Univ A, Rome, Italy
AD  - Univ B of
continued, Paris, France
DO  - https://doi.org/10.1000/b
PY  - 2020///
ER  -

TY  - JOUR
TI  - Of nobody
ER  -
"""

WOS = """\ufeffFN Clarivate Analytics Web of Science
VR 1.0
PT J
AU Aa, B
   Cc, D
TI A study of
   Univ X
AB Univ Y
C1 [Aa, B; Cc, D] Univ A, Dept Phys, Rome,
   Italy.
   [Cc, D] Univ B, Paris, France.
RP Cc, D (corresponding author), Univ C, Oslo, Norway.
FU Univ F
FX We thank Univ G
PD MAR 15
PY 2019
DI 10.1000/c
UT WOS:000001
ER

EF
"""

BIBTEX = r"""@comment{Univ Z}
@article{one,
 title = {A study of Univ X}, abstract = {Univ Y}, year = 2020, month = mar,
 affiliation = {Aa (Reprint Author), Univ A, M{\"u}nchen, Germany.
   Cc, Univ B, Paris,
   France.},
 address = {Univ Q}, publisher = {Univ P}, doi = {10.1000/d}
}
@phdthesis{two, school = {Univ S}, address = "Rome", title = {X}, year = {1999}}
@broken{three, title = {
@misc{four, institution = {Univ I}}
"""

PUBMED = """<?xml version="1.0"?>
<!DOCTYPE PubmedArticleSet PUBLIC "-//NLM//DTD PubMedArticle" "https://dtd.example/a.dtd">
<PubmedArticleSet><PubmedArticle><MedlineCitation><PMID>1</PMID><Article>
<Journal><JournalIssue><PubDate><Year>2019</Year><Month>Mar</Month></PubDate></JournalIssue>
</Journal><ArticleTitle>Of <i>Univ</i> X</ArticleTitle>
<ELocationID EIdType="doi">10.1000/e</ELocationID><Abstract><AbstractText>Univ Y</AbstractText>
</Abstract><AuthorList><Author><LastName>Aa</LastName><ForeName>Bb</ForeName><AffiliationInfo>
<Affiliation>Univ A, Rome; Univ B, Paris</Affiliation><Identifier Source="ROR">r1</Identifier>
</AffiliationInfo></Author><Author><CollectiveName>Group</CollectiveName>
<Affiliation>Univ C</Affiliation></Author></AuthorList>
<GrantList><Grant><Agency>Univ G</Agency></Grant></GrantList></Article></MedlineCitation>
</PubmedArticle><PubmedArticle><MedlineCitation><PMID>2</PMID></MedlineCitation></PubmedArticle>
</PubmedArticleSet>"""

ENDNOTE_XML = """<?xml version="1.0" encoding="UTF-8"?>
<xml><records><record><rec-number>7</rec-number>
<contributors><authors><author><style face="normal">Aa, B</style></author></authors>
</contributors>
<auth-address><style>Univ A, Rome&#xD;Univ B, Paris</style></auth-address>
<titles><title><style>On Univ X</style></title></titles>
<dates><year><style>2020</style></year></dates>
<electronic-resource-num>10.1000/f</electronic-resource-num><publisher>Univ P</publisher>
<abstract>Univ Y</abstract></record></records></xml>"""

ENDNOTE = """%0 Journal Article
%T On Univ X
%A Aa, B
%A Cc, D
%D 2020
%X Univ Y
%I Univ P
%R 10.1000/g
%+ Univ A, Rome
Univ B, Paris

%0 Book
%T Of nobody
"""

ORCID = """<?xml version="1.0" encoding="UTF-8"?>
<record:record xmlns:record="r" xmlns:common="c" xmlns:activities="a" xmlns:employment="e"
 xmlns:personal-details="p" xmlns:funding="f" path="/0000-0001"><person>
<personal-details:given-names>Ann</personal-details:given-names>
<personal-details:family-name>Doe</personal-details:family-name></person>
<activities:activities-summary><activities:employments><activities:affiliation-group>
<employment:employment-summary><common:department-name>Physics</common:department-name>
<common:role-title>Professor</common:role-title><common:start-date><common:year>2010</common:year>
</common:start-date><common:end-date><common:year>2015</common:year><common:month>06</common:month>
</common:end-date><common:organization><common:name>Univ A</common:name><common:address>
<common:city>Beijing</common:city><common:country>CN</common:country></common:address>
<common:disambiguated-organization><common:disambiguated-organization-identifier>r1
</common:disambiguated-organization-identifier></common:disambiguated-organization>
</common:organization></employment:employment-summary></activities:affiliation-group>
</activities:employments><activities:fundings><funding:funding-summary><common:organization>
<common:name>Univ F</common:name></common:organization></funding:funding-summary>
</activities:fundings></activities:activities-summary></record:record>"""


def facts(seen: Given) -> list[tuple[str, ...]]:
    """Return key, DOI, date, author and affiliation of each row."""
    assert seen.columns == list(RECORD_COLUMNS)
    return [tuple(row.cells[place] for place in (0, 2, 3, 4, 5)) for row in seen.rows]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_medline(read: Reading, encoding: str) -> None:
    seen = read(MEDLINE.encode(encoding))
    nudt = "School of Computing, National Univ of Defense Technology, Changsha, China."
    assert facts(seen) == [
        ("1", "10.1000/a", "2019-03-05", "Aa, Bb", nudt),
        ("1", "10.1000/a", "2019-03-05", "Cc, Dd; Ee, Ff", "Univ B, Rome."),
        ("1", "10.1000/a", "2019-03-05", "Cc, Dd; Ee, Ff", "Univ C, Paris."),
        ("2", "", "", "", ""),
    ]
    assert seen.rows[0].origin.title == "Impact of a thing on the Univ X"
    assert seen.problems == [("a record has no affiliation", 20)]


def test_ris(read: Reading) -> None:
    both = "Aa, B.; Cc, D."
    assert facts(read(RIS.encode())) == [
        ("10.1000/b", "10.1000/b", "2020", both, "Univ A, Rome, Italy"),
        ("10.1000/b", "10.1000/b", "2020", both, "Univ B of continued, Paris, France"),
        ("", "", "", "", ""),
    ]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_web_of_science(read: Reading, end: str) -> None:
    key = ("WOS:000001", "10.1000/c", "2019-03-15")
    assert facts(read(WOS.replace("\n", end).encode())) == [
        (*key, "Aa, B; Cc, D", "Univ A, Dept Phys, Rome, Italy."),
        (*key, "Cc, D", "Univ B, Paris, France."),
        (*key, "Cc, D", "Univ C, Oslo, Norway."),
    ]


def test_bibtex(read: Reading) -> None:
    pytest.importorskip("bibtexparser")
    seen = read(BIBTEX.encode())
    assert facts(seen) == [
        ("one", "10.1000/d", "2020-03", "", "Aa (Reprint Author), Univ A, München, Germany."),
        ("one", "10.1000/d", "2020-03", "", "Cc, Univ B, Paris, France."),
        ("two", "", "1999", "", "Univ S, Rome"),
        ("four", "", "", "", "Univ I"),
    ]
    assert "a broken entry" in seen.said


def test_abbreviations_of_bibtex_are_written_out(read: Reading) -> None:
    pytest.importorskip("bibtexparser")
    content = '@string{hit = "Univ {A}"}\n@misc{a, school = hit # ", Rome" # {, Italy}}\n'
    content += "@misc{b, school = hit}\n@misc{c, affiliation = {C# Univ, x # y}}\n"
    assert read(content.encode()).every_text == ["Univ A, Rome, Italy", "Univ A", "C# Univ, x # y"]


def test_pubmed_xml(read: Reading) -> None:
    seen = read(PUBMED.encode())
    assert facts(seen) == [
        ("1", "10.1000/e", "2019-03", "Aa, Bb", "Univ A, Rome; Univ B, Paris"),
        ("1", "10.1000/e", "2019-03", "Group", "Univ C"),
        ("2", "", "", "", ""),
    ]
    assert seen.rows[0].texts == ("Univ A, Rome", "Univ B, Paris")
    assert seen.rows[0].identifiers == ("r1",)
    assert seen.rows[0].origin.title == "Of Univ X"


def test_endnote(read: Reading) -> None:
    (row,) = read(ENDNOTE_XML.encode()).rows
    assert row.texts == ("Univ A, Rome", "Univ B, Paris")
    assert (row.origin.record, row.origin.doi, row.origin.author) == ("7", "10.1000/f", "Aa, B")
    both = "Aa, B; Cc, D"
    assert facts(read(ENDNOTE.encode())) == [
        ("10.1000/g", "10.1000/g", "2020", both, "Univ A, Rome"),
        ("10.1000/g", "10.1000/g", "2020", both, "Univ B, Paris"),
        ("", "", "", "", ""),
    ]


def test_orcid_xml(read: Reading) -> None:
    (row,) = read(ORCID.encode()).rows
    assert row.texts == ("Univ A, Beijing, China",)
    assert (row.identifiers, row.date) == (("r1",), "2015-06")
    assert row.origin.title == "employment: Professor, Physics, 2010 to 2015-06"
    assert (row.origin.record, row.origin.author) == ("0000-0001", "Ann Doe")


@pytest.mark.parametrize("content", [MEDLINE, RIS, WOS, BIBTEX, PUBMED, ENDNOTE_XML, ENDNOTE])
def test_titles_abstracts_and_funders_are_no_affiliation(read: Reading, content: str) -> None:
    texts = " ".join(read(content.encode()).every_text)
    assert not any(f"Univ {letter}" in texts for letter in "XYFGPQZ")


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ('<!DOCTYPE a [<!ENTITY b "c">]><PubmedArticleSet>&b;</PubmedArticleSet>', "entities"),
        ("<PubmedArticleSet><PubmedArticle>", "broken XML"),
        ("<TEI><text>Univ A</text></TEI>", "XML of a kind that isn't known"),
        ("TY  - JOUR\nTI  - Univ X\nER  -\n", "1 rows, none with an affiliation"),
    ],
)
def test_what_can_t_be_used_is_refused(read: Reading, content: str, said: str) -> None:
    with pytest.raises(InputError, match=said):
        read(content.encode())


@pytest.mark.parametrize(
    ("written", "date"),
    [
        ("2019 Mar 5", "2019-03-05"),
        ("MAR 2019", "2019-03"),
        ("2019/03/05/", "2019-03-05"),
        ("2019///", "2019"),
        ("1 Jan.-Feb. 2019", "2019"),
        ("2019 Spring", "2019"),
        ("2019-03-05", "2019-03-05"),
        ("MAR-APR 2019", "2019"),
        ("4 Feb 2014", "2014-02-04"),
        ("2019 Mar 12-15", "2019"),
        ("soon", "soon"),
        ("", ""),
    ],
)
def test_dates_as_bibliographies_write_them(written: str, date: str) -> None:
    assert date_in_words(written) == date


def test_a_partial_date_ends_where_a_part_is_missing() -> None:
    assert partial_date(2020, "3", None) == "2020-03"
    assert partial_date("2020", "", "5") == "2020"
    assert partial_date(None, 3) == ""


EVERY = [MEDLINE, RIS, WOS, BIBTEX, PUBMED, ENDNOTE_XML, ENDNOTE, ORCID]


@given(st.sampled_from(EVERY), st.text(max_size=20), st.floats(0, 1))
def test_a_damaged_bibliography_is_read_or_refused(content: str, noise: str, where: float) -> None:
    start = int(where * len(content))
    broken = content[:start] + noise + content[start + len(noise) :]
    with suppress(InputError):  # said by name; anything else is a fault
        reading([], broken.encode(errors="replace"))


NAMES = st.text("abcXYZ 中é", min_size=1, max_size=20).map(str.strip).filter(bool)
WORKS = st.lists(st.lists(NAMES, max_size=3), min_size=1, max_size=6)


@given(WORKS)
def test_each_address_comes_out_once(works: list[list[str]]) -> None:
    works = [["Univ A"], *works]
    ris = "".join(
        "TY  - JOUR\n" + "".join(f"AD  - {name}\n" for name in names) + "ER  - \n"
        for names in works
    )
    seen = reading([], ris.encode())
    expected = [name for names in works for name in dict.fromkeys(names) or [""]]
    assert [row.cells[5] for row in seen.rows] == expected
    assert len(seen.problems) == sum(not names for names in works)
