"""Every format, on small files made up after the official ones."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from tools.update.parties import ListedParty, OfficialFile, UpdateError
from tools.update.registry import BY_HAND, FORMATS, choose

Read = Callable[..., OfficialFile]


@pytest.fixture
def read(tmp_path: Path) -> Read:
    """Writes texts into files of these names and reads them as a list."""

    def read(list_id: str, **files: str) -> OfficialFile:
        paths = []
        for name, text in files.items():
            paths.append(tmp_path / name.replace("__", "."))
            paths[-1].write_text(text, encoding="utf-8")
        return choose(list_id, paths).parse(paths, list_id)

    return read


def only(file: OfficialFile) -> ListedParty:
    (party,) = file.parties
    return party


def names(file: OfficialFile) -> list[str]:
    return [party.name for party in file.parties]


ECFR = """<DIV5 N="744" TYPE="PART">
<DIV9 N="Supplement No. 4 to Part 744" TYPE="APPENDIX"><HEAD>Entity List</HEAD><DIV><TABLE>
<THEAD><TR><TH>Country</TH><TH>Entity</TH><TH>License requirement</TH>
<TH>License review policy</TH><TH>Federal Register citation</TH></TR></THEAD>
<TR><TD>CHINA, PEOPLE'S REPUBLIC OF</TD>
<TD>Academy of Samples (AS), a.k.a., the following two aliases:<br/>—Samples Academy; and<br/>
—SA.<br/>1 Some Road, Beijing, 100000, China.</TD><TD>All</TD><TD>Denial</TD>
<TD>66 FR 24266, 5/14/01. 75 FR 78883, 12/17/10.</TD></TR>
<TR><TD></TD><TD>Academy of Samples, Institute of Basic Tests, 2 Some Road, Beijing.</TD>
<TD>All</TD><TD>Denial</TD><TD>86 FR 71559, 12/17/21.</TD></TR>
<TR><TD></TD><TD>Acme Co., Ltd., 7th Floor, Shenzhen, China</TD><TD>All</TD><TD>Denial</TD>
<TD></TD></TR>
<TR><TD></TD><TD>Sample Institute of Optics, Fine Mechanics, and Physics, Changchun</TD>
<TD>All</TD><TD>Denial</TD><TD>90 FR 1, 1/2/25</TD></TR>
<TR><TD></TD><TD>Second Sample Academy, a.k.a., the following one alias:<br/>—SSA.<br/>
and the following two subordinate institutions:<br/>—23rd Research Institute; and<br/>
—25th Research Institute.</TD><TD>All</TD><TD>Denial</TD><TD>83 FR 37423, 8/1/18</TD></TR>
<TR><TD>RUSSIA</TD><TD>Sample University, Moscow, Russia</TD><TD>All</TD><TD>Denial</TD>
<TD>90 FR 1, 1/2/25</TD></TR>
<TR><TD>1 For this entity see elsewhere.</TD></TR>
</TABLE></DIV></DIV9>
<DIV9 N="Supplement No. 7 to Part 744" TYPE="APPENDIX"><TABLE>
<TR><TH>Country</TH><TH>Entity</TH><TH>Federal Register citation</TH></TR>
<TR><TD>BURMA</TD><TD>[Reserved]</TD><TD>[Reserved]</TD></TR>
<TR><TD>CHINA</TD><TD>The following two subordinate institutions of Sample Engine Company:
<br/>—Engine Institute.<br/>—Engine Co. Ltd.</TD><TD>85 FR 83799, 12/23/2020</TD></TR>
</TABLE></DIV9></DIV5>"""


def test_entity_list(read: Read) -> None:
    file = read("us-entity-list", ecfr__xml=ECFR)
    academy, unit, company, optics, second, one, other, russian = file.parties
    assert academy.name == "Academy of Samples (AS)"
    assert academy.aliases == ("Samples Academy", "SA")
    assert academy.addresses == ("1 Some Road, Beijing, 100000, China.",)
    assert (academy.since, academy.citation) == ("2001-05-14", "66 FR 24266; 75 FR 78883")
    assert unit.name == "Academy of Samples, Institute of Basic Tests"
    assert (company.name, company.addresses) == ("Acme Co., Ltd.", ("7th Floor, Shenzhen, China",))
    # The citation above stands for a row without one.
    assert company.citation == "86 FR 71559"
    assert optics.name == "Sample Institute of Optics, Fine Mechanics, and Physics"
    assert (second.name, second.aliases) == ("Second Sample Academy", ("SSA",))
    assert [unit.name for unit in (one, other)] == [
        "23rd Research Institute",
        "25th Research Institute",
    ]
    assert one.detail == "subordinate to Second Sample Academy"
    assert [party.in_china for party in (academy, unit, russian)] == [True, True, False]
    assert file.problems == ["row 7: has too few cells: 1 For this entity see elsewhere."]


def test_units_with_aliases_of_their_own(read: Read) -> None:
    text = ECFR.replace(
        "and the following two subordinate institutions:<br/>—23rd Research Institute; and<br/>\n"
        "—25th Research Institute.",
        "Subordinate Institution<br/>23rd Research Institute, a.k.a., the following one alias:"
        "<br/>—Institute of Radio.<br/>3 Road, Beijing<br/>Subordinate institution:<br/>"
        "25th Research Institute, 4 Road, Beijing",
    )
    second, one, other = read("us-entity-list", ecfr__xml=text).parties[4:7]
    assert (second.name, second.aliases, second.addresses) == (
        "Second Sample Academy",
        ("SSA",),
        (),
    )
    assert (one.name, one.aliases) == ("23rd Research Institute", ("Institute of Radio",))
    assert one.addresses == ("3 Road, Beijing",)
    assert (other.name, other.addresses) == ("25th Research Institute", ("4 Road, Beijing",))


def test_units_and_aliases_in_rows_of_their_own(read: Read) -> None:
    text = """<TABLE><TR><TH>Country</TH><TH>Entity</TH><TH>Federal Register citation</TH></TR>
    <TR><TD rowspan="7">CHINA</TD><TD>The following two subordinate institutions of Sample Engine
    Company:</TD><TD>85 FR 83799, 12/23/2020</TD></TR>
    <TR><TD>Subordinate instituion:</TD><TD></TD></TR>
    <TR><TD>Engine Institute, 1 Road, Beijing</TD><TD></TD></TR>
    <TR><TD>Subordinate institution:</TD><TD></TD></TR>
    <TR><TD>Engine Co. Ltd., 2 Road, Beijing</TD><TD></TD></TR>
    <TR><TD>Acme Academy, a.k.a., the following one alias:</TD><TD>86 FR 1, 1/2/21</TD></TR>
    <TR><TD>—Bolt Academy.</TD><TD></TD></TR>
    <TR><TD>RUSSIA</TD><TD>Test Institute</TD><TD>86 FR 1, 1/2/21</TD></TR></TABLE>"""
    institute, company, academy, russian = read("us-military-end-user", page__html=text).parties
    assert (institute.name, company.name) == ("Engine Institute", "Engine Co. Ltd.")
    assert {institute.detail, company.detail} == {"subordinate to Sample Engine Company"}
    assert (institute.since, company.since) == ("2020-12-23", "2020-12-23")
    assert (academy.name, academy.aliases) == ("Acme Academy", ("Bolt Academy",))
    assert [party.in_china for party in (institute, academy, russian)] == [True, True, False]


def test_each_supplement_is_a_list(read: Read) -> None:
    file = read("us-military-end-user", ecfr__xml=ECFR)
    assert names(file) == ["Engine Institute", "Engine Co. Ltd."]
    assert {party.detail for party in file.parties} == {"subordinate to Sample Engine Company"}
    assert {party.since for party in file.parties} == {"2020-12-23"}
    with pytest.raises(UpdateError, match=r"Supplement No\. 6"):
        read("us-unverified-list", ecfr__xml=ECFR)


def test_aliases_that_have_lost_their_line_breaks(read: Read) -> None:
    text = ECFR.replace("—SA.<br/>1 Some Road", "—SA. 1 Some Road").replace("<br/>—S", " —S")
    academy = read("us-entity-list", ecfr__xml=text).parties[0]
    assert academy.aliases == ("Samples Academy", "SA")
    assert academy.addresses == ("1 Some Road, Beijing, 100000, China.",)


CSL = """source,entity_number,type,programs,name,addresses,federal_register_notice,start_date,\
end_date,alt_names
Entity List (EL) - Bureau of Industry and Security,,,,Sample Institute,"1 Road, Beijing, CN; \
2 Road, Moscow, RU","66 FR 24266, 77 FR 58006",2001-05-14,,"SI; and Institute of Samples."
Specially Designated Nationals (SDN) - Treasury Department,7,Individual,X,A Person,CN,,,,
Specially Designated Nationals (SDN) - Treasury Department,8,Entity,NPWMD,Acme Corp,CN,,,,Acme
Denied Persons List (DPL) - Bureau of Industry and Security,,,,Bolt Ltd,"1 Road, Kyiv, UA",\
82 F.R. 48792 10/20/2017,2017-10-16,2027-10-13,
"""


def test_consolidated_screening_list(read: Read) -> None:
    party = only(read("us-entity-list", csl__csv=CSL))
    assert (party.name, party.aliases) == ("Sample Institute", ("SI", "Institute of Samples"))
    assert party.countries == ("CN", "RU")
    assert (party.since, party.citation) == ("2001-05-14", "66 FR 24266; 77 FR 58006")
    assert names(read("us-ofac-sdn", csl__csv=CSL)) == ["Acme Corp"]
    denied = only(read("us-denied-persons", csl__csv=CSL))
    assert (denied.until, denied.in_china) == ("2027-10-13", False)


def test_ofac(read: Read) -> None:
    file = read(
        "us-ns-cmic",
        prim__csv='7,"ACME CO., LTD.",-0- ,"CMIC-EO13959",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,'
        "\"Listing Date (CMIC) 03 Jun 2021; a.k.a. 'ACO'.\"\r\n"
        '8,"BANK",-0- ,"UKRAINE-EO13662",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- \r\n'
        '9,"DOE, J",individual,"CMIC-EO13959",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- \r\n\x1a',
        alt__csv='7,1,"fka","ACME COMPANY",-0- \r\n7,2,"aka","ACME CO., LTD.",-0- \r\n',
        add__csv='7,1,"1 Road","Beijing 100000","China",-0- \r\n',
    )
    party = only(file)
    assert (party.name, party.aliases) == ("ACME CO., LTD.", ("ACME COMPANY", "ACO"))
    assert (party.since, party.in_china) == ("2021-06-03", True)
    assert file.problems == []


def test_ofac_needs_the_names(read: Read) -> None:
    with pytest.raises(UpdateError, match="file of the names"):
        read("us-ns-cmic", alt__csv='7,1,"fka","ACME COMPANY",-0- \r\n')


@pytest.mark.parametrize(
    ("file", "text"),
    [
        (
            "dpl__csv",
            "Name_and_Address,Effective_Date,Expiration_Date,"
            "Appropriate Federal Register Citations,Type of Denial\n"
            '"ACME, LTD., 1 ROAD, BEIJING, , CN, 100000",9/10/2021,9/10/2031,'
            "86 F.R. 46154 9/17/21,Standard\n",
        ),
        (
            "dpl__txt",
            '"Name"\t"Street_Address"\t"City"\t"State"\t"Country"\t"Effective_Date"\t'
            '"Expiration_Date"\t"FR_Citation"\n"ACME, LTD."\t"1 ROAD"\t"BEIJING"\t""\t"CN"\t'
            '"09/10/2021"\t"09/10/2031"\t"86 F.R. 46154 9/17/21"\n',
        ),
    ],
)
def test_denied_persons(read: Read, file: str, text: str) -> None:
    party = only(read("us-denied-persons", **{file: text}))
    assert (party.name, party.in_china) == ("ACME, LTD.", True)
    assert (party.since, party.until) == ("2021-09-10", "2031-09-10")
    assert party.citation == "86 FR 46154"


def test_debarred(read: Read) -> None:
    file = read(
        "us-aeca-debarred",
        statutory__csv="Party Name,Date Of Birth,Federal Register Notice,Notice Date\n"
        '"Acme Trade, Inc.",,67 FR 10033,3/5/2002\n',
        administrative__csv="Name,Date,Charging Letter,Debarment Order,Federal Register Notice\n"
        "Bolt,8/29/2022,,,87 FR 52834\n",
    )
    assert [(party.name, party.since, party.citation) for party in file.parties] == [
        ("Acme Trade, Inc.", "2002-03-05", "67 FR 10033"),
        ("Bolt", "2022-08-29", "87 FR 52834"),
    ]
    # Nothing says where they are: they are looked at, not passed over.
    assert {party.in_china for party in file.parties} == {None}


def test_withhold_release_orders(read: Read) -> None:
    text = (
        "Entity,Country,Status,Effective Date,WRO/Finding,Industry\n"
        "Acme Hair (a.k.a. Bolt Hair),China,Active,06/17/2020,WRO,Hair\n"
    )
    party = only(read("us-cbp-wro", wro__csv=text))
    assert (party.name, party.aliases, party.since) == ("Acme Hair", ("Bolt Hair",), "2020-06-17")
    assert party.in_china


def test_nonproliferation(read: Read) -> None:
    text = (
        "Sanction Name,Entity,Location of Entity,Date Imposed,Status/Date of Expiration,"
        "Federal Register Notice\n"
        "Missile Sanctions laws,Acme Corp (ACO) and its subunits,China,1/21/2022,"
        'Expired 1/21/2024,"Vol. 87, No. 14, January 21, 2022"\n'
    )
    party = only(read("us-nonproliferation-sanctions", isn__csv=text))
    assert (party.name, party.aliases) == ("Acme Corp (ACO) and its subunits", ("ACO",))
    assert (party.since, party.until) == ("2022-01-21", "2024-01-21")
    assert party.citation == "Vol. 87, No. 14, January 21, 2022"


NOTICE = """12345 Federal Register / Vol. 91, No. 1
Text of 91 FR 35189 which lists companies in accordance
with section 1260H:
Sample Aviation (Group) Corporation,
Ltd. (SAC) (formerly Samples Inc.) (and Sample Aviation subsidiaries: Unit One Co., Ltd.,
Unit Two (Wuhan) Institute, and Tests and Trials PLC)
• SAC is owned by something (Section 1260H(g)(2)(B)(i)(I)). It is more.
It contributes (Section 1260H(g)(3)(B)(i)).
• A second reason (Section 1260H(g)(3)(B)(i)).
Acme (Limited)
• Its reason (Section 1260H(g)(3)(B)(i)).
The Deputy Secretary has determined that the following previously listed entities
should be removed: Bolt Co.
Dated: June 8, 2026.
"""


def test_1260h(read: Read) -> None:
    file = read("us-1260h", notice__txt=NOTICE)
    assert names(file) == [
        "Sample Aviation (Group) Corporation, Ltd.",
        "Unit One Co., Ltd.",
        "Unit Two (Wuhan) Institute",
        "Tests and Trials PLC",
        "Acme (Limited)",
    ]
    group, unit, *_ = file.parties
    assert group.aliases == ("SAC", "Samples Inc.")
    assert unit.detail == "named within the entry of Sample Aviation (Group) Corporation, Ltd."
    assert {party.citation for party in file.parties} == {"91 FR 35189"}
    assert file.as_of == "2026-06-08"


TABLE = """Introduction that names nobody

Table 1: List of Institutions
Sample University, a.k.a.                        样本大学        China
    • SU
    • University of Sam-
      ples (US)
Academy of Samples and select affiliates:        样本院          People’s Republic of China
    • Institute of Tests
Sample Institute of Very Long
    Names                                                         Russia
2
Table 2: Talent Programs
Sample Program
"""


def test_1286(read: Read) -> None:
    file = read("us-section-1286", list__txt=TABLE)
    university, academy, institute = file.parties
    assert (university.name, university.aliases) == (
        "Sample University",
        ("SU", "University of Samples (US)"),
    )
    assert (academy.name, academy.aliases) == ("Academy of Samples", ("Institute of Tests",))
    assert institute.name == "Sample Institute of Very Long Names"
    assert [party.in_china for party in file.parties] == [True, True, False]


def test_canada(read: Read) -> None:
    text = """<main><time property="dateModified">2024-04-18</time><ul>
    <li><a href="#a">A</a></li>
    <li><strong>Sample University</strong> (People’s Republic of China )
      <p>Known alias(es): Samples; SU</p></li>
    <li><strong>Test University</strong> (Iran)</li></ul></main>"""
    file = read("canada-named-research-organizations", nro__html=text)
    sample, test = file.parties
    assert (sample.name, sample.aliases) == ("Sample University", ("Samples", "SU"))
    assert (sample.in_china, test.in_china, file.as_of) == (True, False, "2024-04-18")


def test_forced_labor(read: Read) -> None:
    row = "<tr><td>Acme Co. (and one alias: Bolt)</td><td>June 21, 2022</td></tr>"
    head = "<tr><th>Name of Entity</th><th>Effective Date</th></tr>"
    table = f"<table>{head}{row}</table>"
    # The same company under two reasons is one party.
    party = only(read("us-uflpa", page__html=table + table))
    assert (party.name, party.aliases, party.since) == ("Acme Co.", ("Bolt",), "2022-06-21")


def test_covered_list(read: Read) -> None:
    text = """<table><tr><th>Covered Equipment or Services*</th><th>Date of Inclusion</th></tr>
    <tr><td>Equipment of <strong>Acme Company</strong>, and <b>Bolt</b></td>
    <td><p>March 12, 2021</p></td></tr></table>
    <table><tr><th>Conditional Approvals</th><th>Dates</th></tr>
    <tr><td><strong>Nobody</strong></td><td>2026</td></tr></table>"""
    file = read("us-fcc-covered", page__html=text)
    assert [(party.name, party.since) for party in file.parties] == [
        ("Acme Company", "2021-03-12"),
        ("Bolt", "2021-03-12"),
    ]


def test_annex_iv(read: Read) -> None:
    text = """<table><tr><td>Number</td><td>Name</td><td>Identifying Information</td>
    <td>Date of listing</td></tr>
    <tr><td><p>653.</p></td><td><p>Acme (a.k.a. Bolt)</p><p>Local name: 样本公司</p></td>
    <td><p>Address: 1 Road, Changsha, China</p></td><td>25.6.2024</td></tr></table>"""
    party = only(read("eu-833-2014-annex-iv", annex__html=text))
    assert (party.name, party.name_zh, party.aliases) == ("Acme", "样本公司", ("Bolt",))
    assert (party.since, party.citation) == ("2024-06-25", "Annex IV, entry 653")
    assert party.in_china


def test_uk(read: Read) -> None:
    text = """Report Date: 9-Mar-2026
Unique ID,Name 6,Name 1,Name type,Designation Type,Date Designated,Address Line 1,\
Address Country,Name non-latin script,Regime Name
RUS1,ACME INC,,Primary Name,Entity,24/02/2025,1 Road,China,样本公司,Russia
RUS1,ACME CO,,Alias,Entity,24/02/2025,2 Road,Hong Kong,,Russia
RUS2,DOE,J,Primary Name,Individual,24/02/2025,,China,,Russia
"""
    file = read("uk-sanctions-list", list__csv=text)
    party = only(file)
    assert (party.name, party.name_zh, party.aliases) == ("ACME INC", "样本公司", ("ACME CO",))
    assert (party.since, party.citation, file.as_of) == ("2025-02-24", "RUS1", "2026-03-09")
    assert party.countries == ("China", "Hong Kong")


def test_eu(read: Read) -> None:
    text = """<export xmlns="http://eu.europa.ec/fpi/fsd/export" generationDate="2026-07-17T1">
    <sanctionEntity euReferenceNumber="EU.1.1" designationDate="">
      <regulation programme="UKR" numberTitle="2025/1 (OJ L1)" publicationDate="2025-05-20"/>
      <subjectType code="enterprise"/><nameAlias wholeName="样本公司"/>
      <nameAlias wholeName="Acme Inc"/><nameAlias wholeName="Bolt"/>
      <address street="1 Road" city="Beijing" countryIso2Code="CN"/></sanctionEntity>
    <sanctionEntity euReferenceNumber="EU.2.2"><subjectType code="person"/>
      <nameAlias wholeName="J Doe"/></sanctionEntity></export>"""
    file = read("eu-asset-freeze", list__xml=text)
    party = only(file)
    assert (party.name, party.name_zh, party.aliases) == ("Acme Inc", "样本公司", ("Bolt",))
    assert (party.since, party.citation) == ("2025-05-20", "2025/1 (OJ L1), EU.1.1")
    assert (party.in_china, file.as_of) == (True, "2026-07-17")


def test_switzerland(read: Read) -> None:
    target = """<target ssid="{}" sanctions-set-id="9"><entity><identity ssid="2">
      <name name-type="primary-name"><name-part order="1" name-part-type="whole-name">
      <value>{}</value><spelling-variant script="Hans">样本公司</spelling-variant></name-part>
      </name><name name-type="alias"><name-part order="1"><value>Bolt</value></name-part></name>
      <address place-id="7"/></identity></entity>{}</target>"""
    listed = '<modification modification-type="listed" effective-date="2025-03-04"/>'
    gone = listed + '<modification modification-type="de-listed" effective-date="2026-01-01"/>'
    text = f"""<swiss-sanctions-list date="2026-03-15">
    <place ssid="7"><location>Beijing</location><country iso-code="CN">China</country></place>
    {target.format(1, "Acme", listed)}{target.format(3, "Gone", gone)}
    <target ssid="4"><individual/></target></swiss-sanctions-list>"""
    file = read("switzerland-seco", list__xml=text)
    party = only(file)
    assert (party.name, party.name_zh, party.aliases) == ("Acme", "样本公司", ("Bolt",))
    assert (party.since, party.citation) == ("2025-03-04", "SSID 1, set 9")
    assert (party.in_china, file.as_of) == (True, "2026-03-15")


def test_japan(tmp_path: Path) -> None:
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    assert sheet is not None
    for row in (
        (
            "No.",
            "国名\nCountry or Region",
            "企業名\nCompany or Organization",
            "別名\nAlso Known As",
            "Type of WMD",
            "Conventional Weapons",
        ),
        ("=ROW()-1", "露\nRussian Federation", "Test Institute", None, "核\nN", None),
        (
            "=ROW()-1",
            "中国\nPeople's Republic of China",
            "Sample Institute (SI)\n（样本研究院）",
            "・Samples\n・Institute 7\n(第七研究所)\n・Unit 9\n第九研究所",
            "ミサイル\nM",
            "通常兵器\nCW",
        ),
    ):
        sheet.append(row)
    path = tmp_path / "eul.xlsx"
    workbook.save(path)
    _, party = choose("japan-end-user-list", [path]).parse([path], "japan-end-user-list").parties
    assert (party.name, party.name_zh) == ("Sample Institute (SI)", "样本研究院")
    assert party.aliases == ("Samples", "Institute 7", "第七研究所", "Unit 9", "第九研究所")
    assert (party.citation, party.detail, party.in_china) == ("No. 2", "M, CW", True)


def test_every_list_held_has_a_format_or_a_reason(bundled: Path) -> None:
    held = {path.stem for path in (bundled / "lists").glob("*.json")}
    assert held <= FORMATS.keys() | BY_HAND.keys()
    assert FORMATS.keys().isdisjoint(BY_HAND)


@pytest.fixture
def bundled() -> Path:
    return Path(__file__).parents[2] / "data"


@pytest.mark.parametrize(
    ("list_id", "file", "message"),
    [
        ("taiwan-moe-barred-universities", "a.csv", "kept by hand"),
        ("no-such-list", "a.csv", "no importer"),
        ("us-uflpa", "a.pdf", r"takes the list's page"),
        ("us-uflpa", "a.html", "holds no row"),
        ("us-1260h", "a.txt", "lacks"),
        ("us-section-1286", "a.txt", "no line"),
        ("us-cbp-wro", "a.csv", "headings"),
        ("uk-sanctions-list", "a.csv", "not a file for"),
        ("eu-asset-freeze", "a.xml", "is no XML"),
        ("japan-end-user-list", "a.xlsx", "no Excel workbook"),
        ("us-entity-list", "missing.xml", "can't be read"),
    ],
)
def test_a_wrong_file_is_refused(tmp_path: Path, list_id: str, file: str, message: str) -> None:
    path = tmp_path / file
    if file != "missing.xml":
        path.write_text("\n", encoding="utf-8")
    with pytest.raises(UpdateError, match=message):
        choose(list_id, [path]).parse([path], list_id)


@pytest.mark.parametrize("list_id", sorted(FORMATS))
@pytest.mark.parametrize("content", [b"", b"\xff\xfe\x00<", b"<table><tr><td>", b'"a,b\n"c'])
def test_no_content_gives_a_traceback(tmp_path: Path, list_id: str, content: bytes) -> None:
    for held in FORMATS[list_id]:
        path = tmp_path / f"file{held.suffixes[0]}"
        path.write_bytes(content)
        with pytest.raises(UpdateError):
            choose(list_id, [path]).parse([path], list_id)


def test_the_page_says_where_each_file_is_found() -> None:
    page = (Path(__file__).parents[2] / "docs" / "updating-data.md").read_text(encoding="utf-8")
    missing = [key for key in FORMATS if f"`{key}`" not in page]
    assert missing == []
