"""Which columns of a table hold affiliations and places: by their names, else by their cells."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Final

AFFILIATION_NAMES: Final = frozenset(
    name.strip()
    for name in """
    affiliation; affiliations; affil; raw affiliation; raw affiliations; raw affiliation string;
    raw affiliation strings; affiliation string; affiliation strings; affiliation name;
    author affiliation; author affiliations; authors with affiliations; author address;
    organizational affiliation; organisational affiliation; institutional affiliation;
    institution; institutions; institution name; institute; institutes; institution/company;
    organisation; organisations; organization; organizations; organisation name;
    organization name; org name; employer; employers; employer name; current employer;
    university; universities; university name; college; school; company; companies;
    company name; workplace; work place; place of work; address; addresses; entity; entity name;
    end user; end-user; consignee; partner; partners; partner institution; host institution;
    home institution; sending institution; degree institution; c1; c3; rp; ad;
    einrichtung; einrichtungen; hochschule; hochschulen; universität; universitat; institut;
    forschungseinrichtung; arbeitgeber; firma; unternehmen; zugehörigkeit; anschrift; adresse;
    heimathochschule; partnerhochschule; heimateinrichtung; partnereinrichtung;
    établissement; etablissement; établissements; organisme; organismes; université; universite;
    employeur; entreprise; société; laboratoire; école; rattachement; établissement d'origine;
    institución; institucion; instituciones; afiliación; afiliacion; afiliaciones; universidad;
    organización; organizacion; empresa; empleador; entidad; centro; organismo;
    istituzione; università; universita; ente; azienda; affiliazione; datore di lavoro;
    instituição; instituicao; universidade; afiliação; filiação; organização; empregador;
    instelling; universiteit; organisatie; werkgever; bedrijf;
    организация; учреждение; университет; место работы; аффилиация;
    单位; 机构; 作者单位; 作者机构; 工作单位; 所在单位; 所属单位; 单位名称; 机构名称; 学校; 院校;
    大学; 高校; 公司; 公司名称; 企业; 企业名称; 雇主; 任职单位; 任职机构; 毕业院校; 毕业学校;
    合作单位; 第一作者单位; 通讯作者单位; 完成单位; 申请人单位; 地址; 作者地址; 學校; 機構; 單位;
    作者單位; 作者機構; 服務單位; 服務機關; 所屬機構; 所屬單位; 任職單位; 機構名稱; 單位名稱;
    所属; 所属機関; 機関; 勤務先; 会社; 소속; 소속기관; 기관; 기관명; 대학; 대학교; 회사
    """.replace("\n", " ").split(";")
)
"""Names that columns of affiliations have, in the languages of exporters and of officers."""

_TAGS: Final = frozenset({"c1", "c3", "rp", "ad"})
"""Names of columns that hold affiliations in tables of the Web of Science alone."""

PLACE_NAMES: Final = frozenset(
    name.strip()
    for name in """
    city; country; countries; state; province; region; location; place; town; nation;
    country/region; country or region; country/territory; city/state; state/province;
    institution country; institution city; affiliation country; affiliation city;
    organization country; organization city; organisation country; organisation city;
    employer country; employer city; country name; city name; country code;
    stadt; land; ort; staat; bundesland; ville; pays; région; ciudad; país; pais; provincia;
    città; paese; cidade; plaats; город; страна;
    国家; 城市; 省份; 省; 市; 国别; 地区; 国家/地区; 国家地区; 所在地; 所在城市; 所在国家;
    國家; 城市; 省份; 地區; 國別; 국가; 도시
    """.replace("\n", " ").split(";")
)
"""Names of columns that say where an institution is."""

USUAL_NAMES: Final = frozenset(
    name.strip()
    for name in """
    name; names; author; authors; full name; first name; last name; surname; family name;
    given name; given names; applicant; collaborator; advisor/advisee name; person; contact;
    e-mail; email; department; position; date; year; last active; last active date; orcid; doi;
    no; no.; nr; nr.; #; vorname; nachname; nom; prénom; nombre; apellidos; cognome; nome;
    姓名; 作者; 邮箱; 职称; 序号; 姓名/name; 氏名; 성명
    """.replace("\n", " ").split(";")
)
"""Names that other columns beside those of affiliations have."""

AUTHOR_NAMES: Final = frozenset(
    name.strip()
    for name in """
    name; full name; author; authors; author name; author full names; applicant; collaborator;
    advisor/advisee name; person; au; af; nom; nombre; nachname; surname; last name; 姓名; 作者;
    氏名; 성명
    """.replace("\n", " ").split(";")
)
"""Names of columns that say whose row it is."""

_LONGEST_HEADER: Final = 80
_EXPLAINED: Final = re.compile(r"\([^)]*\)|（[^）]*）|,.*", re.DOTALL)

_WORDS: Final = re.compile(
    r"\b(affiliations?|institutions?|institutes?|organi[sz]ations?|employers?|universit(?:y|ies)|"
    r"compan(?:y|ies)|einrichtung|hochschule|institut|arbeitgeber|établissement|organisme|"
    r"institución|universidad|afiliación|empresa|workplace)\b|单位|机构|院校|單位|機構"
)
"""Words within longer names of columns of affiliations."""

_OTHER: Final = re.compile(
    r"\b(ids?|ror|grid|isni|wikidata|codes?|types?|date|year|since|until|count|number|no|e-?mails?|"
    r"phone|url|website|web|title|abstract|fund(?:ing|er)|acknowledg\w*|journal|source|publisher|"
    r"publication|keywords?|notes?|comments?|ranking|rank|sector|country|city|role|position|"
    r"name of (?:author|person|contact)|sponsors?|titel|titre|título|zusammenfassung|résumé)\b|"
    r"题名|标题|摘要|基金|期刊|刊名|关键词|備註|备注|代码|编号|標題"
)
"""Words by which a column isn't one of affiliations, whatever its cells look like."""

_NEVER_A_PLACE: Final = re.compile(
    r"\b(birth|citizenship|nationality|passport|residence|origin|publication|publisher|"
    r"conference|journal)\b"
)

_INSTITUTION: Final = re.compile(
    r"univ|institut|colleg|academ|hospital|laborator|\blab\b|school|research cent|cent(?:er|re)\b|"
    r"hochschule|fakult|\bécole|\becole|polit[eé]c|polytech|politech|akadem|compan|\bcorp|\binc\b|"
    r"\bltd\b|gmbh|\bs\.?a\.?$|technol|ministry|bureau|大学|大學|学院|學院|研究所|研究院|研究中心|"
    r"医院|醫院|公司|集团|集團|实验室|實驗室|部队|部隊|大学校|연구|대학",
    re.IGNORECASE,
)
"""What an institution's name has in it."""

_MOST_ARE: Final = 0.5
_SOME_ARE: Final = 0.3
"""Shares of the filled cells that name an institution: every column above the first is taken,
else the best one above the second. Of titles, 0 to 0.22 do in exports of Scopus, IEEE, Springer
and the Web of Science."""

_LONGEST_NAME: Final = 400
"""A cell longer than this, in characters, is prose rather than one affiliation."""


def normal_name(name: str) -> str:
    """Return what a column's name says, in lower case: ``Author_Affiliation(s), 2020``.

    What stands in brackets or behind a comma explains it and is left out.
    """
    bare = _EXPLAINED.sub("", name[:_LONGEST_NAME].replace("_", " ").replace("\u200b", ""))
    return " ".join(bare.casefold().split()).removeprefix("your ").strip(" :*")


def names_institution(text: str) -> bool:
    """Tell whether a text has a word by which institutions are named."""
    return bool(_INSTITUTION.search(text))


def is_affiliation_name(name: str) -> bool:
    """Tell whether a column's name is one that columns of affiliations have."""
    return normal_name(name) in AFFILIATION_NAMES


def is_no_name(text: str) -> bool:
    """Tell whether a text has words that names of columns of affiliations don't have."""
    words = re.findall(r"[^\W\d_]+", normal_name(text))
    return "," in text or not _NAME_WORDS.issuperset(words)


_NAME_WORDS: Final = frozenset(
    word
    for name in (
        *AFFILIATION_NAMES,
        "name names of the your current author authors full first last second all previous",
        "former present main applicant pi co candidate employee student researcher foreign",
        "receiving degree granting or and an in for which where english chinese no nr",
        "der die das des",
    )
    for word in re.findall(r"[^\W\d_]+", name)
)


def is_table_header(cells: Sequence[str]) -> bool:
    """Tell whether cells are names of columns beyond doubt: affiliation and another usual one."""
    if len(cells) < 2 or any(len(cell) > _LONGEST_HEADER for cell in cells):
        return False
    # Of a million rows of data nearly all are told here, without more ado.
    bare = (cell.strip(" :*\r\n").casefold().removeprefix("your ") for cell in cells)
    if USUAL_NAMES.isdisjoint(bare):
        return False
    names = [normal_name(cell) for cell in cells]
    return any(name in AFFILIATION_NAMES or name == "type of relationship" for name in names)


def is_header(cells: Sequence[str]) -> bool:
    """Tell whether the cells of a row are names of columns, one of affiliations among them."""
    names = [cell.strip().strip('"') for cell in cells]
    return len(names) > 1 and any(map(is_affiliation_name, names))


def affiliation_columns(names: Sequence[str]) -> list[int]:
    """Return the indexes of columns of affiliations by their names; empty if none tells."""
    normal = [normal_name(name) for name in names]
    exact = [index for index, name in enumerate(normal) if name in AFFILIATION_NAMES]
    if "au" not in normal:
        exact = [index for index in exact if normal[index] not in _TAGS]
    if exact:
        return exact
    return [
        index
        for index, name in enumerate(normal)
        if _WORDS.search(name) and not _OTHER.search(name)
    ]


def instead_of(names: Sequence[str]) -> dict[int, list[int]]:
    """Return which columns say the same as others, only in another form, by their indexes.

    Scopus has the affiliations alone, and again with their authors.
    """
    normal = [normal_name(name) for name in names]
    alone = [index for index, name in enumerate(normal) if name == "affiliations"]
    return {
        index: alone
        for index, name in enumerate(normal)
        if name == "authors with affiliations" and alone
    }


def place_columns(names: Sequence[str]) -> list[int]:
    """Return the indexes of columns of places by their names."""
    return [
        index
        for index, name in enumerate(map(normal_name, names))
        if name in PLACE_NAMES and not _NEVER_A_PLACE.search(name)
    ]


def columns_by_content(names: Sequence[str], rows: Iterable[Sequence[str]]) -> list[int]:
    """Return the indexes of columns whose cells name institutions; empty if none do.

    Args:
        names: names of the columns; a title, an abstract or a source of funding is none.
        rows: the first rows.
    """
    filled = [0] * len(names)
    named = [0] * len(names)
    for cells in rows:
        for index, cell in enumerate(cells[: len(names)]):
            if cell.strip():
                filled[index] += 1
                named[index] += len(cell) <= _LONGEST_NAME and names_institution(cell)
    shares = {
        index: named[index] / filled[index]
        for index, name in enumerate(names)
        if filled[index] and not _OTHER.search(normal_name(name))
    }
    most = [index for index, share in shares.items() if share >= _MOST_ARE]
    if most:
        return most
    best = max(shares, key=lambda index: shares[index], default=None)
    return [best] if best is not None and shares[best] >= _SOME_ARE else []
