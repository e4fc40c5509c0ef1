"""Words of institutions' names cut short, as bibliographic databases and people write them.

The stems are those of ISO 4 (the List of Title Word Abbreviations), of Web of Science, of
INSPEC and of IEEE Xplore, and any longer beginning of a word that no other word shares. A
stem may stand for several words ("Technol" for technology, technological and technical):
words that share one are a family, and a name is looked for by families first and then
compared word by word.
"""

from __future__ import annotations

from collections import defaultdict
from typing import Final

STOP_WORDS: Final = frozenset(
    {
        *("the", "of", "and", "for"),
        # French, German, Spanish, Italian, Portuguese
        *("de", "des", "du", "der", "di", "del", "della", "et", "und", "fur", "pour", "para"),
    }
)
"""Words that come and go in names and never tell one from another."""

AND_WORDS: Final = frozenset({"and", "et", "und"})
"""Those of them that join two things."""

OF_WORDS: Final = frozenset({"of", "de", "des", "du", "der", "di", "del", "della"})
"""Those of them that lead from a kind of institution to what tells it apart."""

STANDARD: Final = {
    "academies": "academy",
    "capf": "pap",
    "accademia": "academy",
    "academie": "academy",
    "akademie": "academy",
    "centre": "center",
    "centres": "center",
    "centers": "center",
    "chinas": "china",
    "chine": "china",
    "cina": "china",
    "chinesische": "chinese",
    "chinesischen": "chinese",
    "chinoise": "chinese",
    "ciencia": "science",
    "ciencias": "science",
    "colleges": "college",
    "communication": "communications",
    "defence": "defense",
    "departments": "department",
    "fibre": "fiber",
    "geoscience": "geosciences",
    "institut": "institute",
    "institutes": "institute",
    "instituto": "institute",
    "istituto": "institute",
    "laboratories": "laboratory",
    "logistic": "logistics",
    "people": "peoples",
    "polytechnic": "polytechnical",
    "post": "posts",
    "schools": "school",
    "sciences": "science",
    "scienze": "science",
    "tecnologia": "technology",
    "technologie": "technology",
    "technologies": "technology",
    "telecommunication": "telecommunications",
    "universidad": "university",
    "universidade": "university",
    "universita": "university",
    "universitaet": "university",
    "universitat": "university",
    "universite": "university",
    "universiteit": "university",
    "universities": "university",
    "wissenschaften": "science",
    "pekin": "beijing",
    "pechino": "beijing",
    "1st": "first",
    "2nd": "second",
    "3rd": "third",
    "4th": "fourth",
    "5th": "fifth",
    "6th": "sixth",
    "7th": "seventh",
    "8th": "eighth",
    "9th": "ninth",
    "10th": "tenth",
}
"""Spellings, plurals, ordinals and words of other languages, with the word they are."""

_FAMILIES: Final = """
academy academia academic | acad
administration administrative | admin adm
advanced | adv
aerodynamics aerodynamic | aerodyn aerodynam
aeronautics aeronautical aeronautic | aeronaut aeron aero aer
aerospace | aerosp aerospac
affiliated affiliate | affil aff
agriculture agricultural | agr agri agric
application applications applied | appl applicat
architecture architectural | archit arch
astronautics astronautical astronomy astronomical | astron astronaut=astronautics,astronautical
automation automatic automatics | autom automat auto
aviation | aviat av
biology biological | biol
biotechnology | biotechnol biotech
business | bus
center central | cent centr cen ctr=center cntr=center
chemistry chemical | chem
china chinese | chin=chinese ch=chinese
college | coll col
commerce commercial | commer
communications community communist | commun comm
company | co
computer computing computation computational computers | comp comput computat
construction | constr
control | contr ctrl
corporation | corp corporat
criminal | crim
defense | def defens
department | dept dep
design | des
development | dev devel dvlp
dynamics dynamic | dyn dynam
east eastern | e
ecology ecological | ecol
economics economic economy | econ
education educational | educ edu
electronics electronic electric electrical electron | elect electr elec electron
energy | energ
engineering engineer engineers engineered | eng engn engg engr engng
environment environmental | environ environm env
epidemiology | epidemiol
equipment | equip equipm eqpt
finance financial | financ fin
first |
forestry | forest
general | gen
geology geological | geol
geosciences | geosci geoscienc
group | grp gp
high | hi
hospital | hosp
hydraulic hydraulics | hydraul hydr
industry industrial industries | ind indust
information informatics informational | inf info inform informat
innovation innovative | innov
institute institution | inst instit ins
instrument instruments instrumentation | instrum instr
intelligence intelligent | intell intel
international | int intl internat
investigation investigative | invest investig investigat
key |
laboratory | lab labs labo
liberation | liberat lib
limited | ltd
logistics | logist log
machinery machine | mach
management | manag mgmt manage
manufacturing manufacture | mfg manuf manufact
marine maritime | marit=maritime mar
materials material | mat mater matls
mathematics mathematical | math maths mathemat
measurement measurements | meas measurem
mechanics mechanical mechatronics mechanic | mech mechan
medical medicine | med medic
metallurgy metallurgical | metall metallurg
microelectronics microelectronic | microelect microelectr microelectron
microbiology | microbiol
military | mil milit
mining mineral | min
ministry | minist
national natural | nat natl=national nation=national
naval navy | nav=naval
network networks | netw net
normal | norm
north northern | n nth
northeast northeastern | ne northeast
northwest northwestern | nw northwest
nuclear | nucl nuc
ocean oceanic oceanology oceanography | oceanol=oceanology oceanog=oceanography
optics optical optic | opt
optoelectronics optoelectronic | optoelect optoelectr optoelectron
ordnance | ordn
peoples | peop
petroleum | petr petrol pet
pharmacology pharmaceutical pharmacy | pharm pharmacol=pharmacology pharmaceut=pharmaceutical
physics physical | phys
police | polic
political politics | polit
polytechnical | polytech polytechn polytec poly
posts |
power | pow
precision | precis prec
processing process | proc
products product production | prod
public | publ pub
radiation | radiat rad
relations | relat rel
republic | repub rep
research | res rsch
resources resource | resour
school | sch schl
science scientific | sci sc scien
security | secur sec
semiconductor semiconductors | semicond semiconduct
service services | serv
shipbuilding | shipbldg shipbuild shipb
simulation | simul simulat
society | soc
software | softw
south southern | s sth
southeast southeastern | se southeast
southwest southwestern | sw southwest
space |
special | spec
state |
structure structural | struct
studies study | stud
system systems | syst sys
teachers teacher | teach
technology technological technical technique techniques | tech technol techn tec tchnol
telecommunications | telecom telecomm telecommun telecoms
toxicology | toxicol
traditional | tradit trad
transportation transport transports | transp transportat trans
university | univ uni unv
vocational | vocat voc
west western | w
"""
"""Families of words and, behind the bar, the stems that stand for any word of theirs, or
only for those behind an equals sign."""

_SHORTEST_BEGINNING: Final = 5
"""A word may be cut short anywhere from here on: shorter beginnings are listed one by one,
since they are words of their own (Cent, Nat, Comp)."""

_LEFT_OUT: Final = 2
"""A beginning that lacks fewer letters is rather the word misspelt."""


def _read_families() -> tuple[dict[str, str], dict[str, frozenset[str]]]:
    """Return the family of each word and stem, and the words that each stem stands for."""
    families: dict[str, str] = {}
    stands_for: defaultdict[str, set[str]] = defaultdict(set)
    words: dict[str, str] = {}
    for line in _FAMILIES.strip().splitlines():
        full, _, stems = line.partition("|")
        family = full.split()[0]
        for word in full.split():
            words[word] = family
            families[word] = family
        for stem in stems.split():
            stem, _, chosen = stem.partition("=")
            families[stem] = family
            stands_for[stem].update(chosen.split(",") if chosen else full.split())
    beginnings: defaultdict[str, set[str]] = defaultdict(set)
    for word in words:
        for end in range(_SHORTEST_BEGINNING, len(word) - _LEFT_OUT + 1):
            beginnings[word[:end]].add(word)
    for beginning, meant in beginnings.items():
        own = {words[word] for word in meant}
        if len(own) == 1 and beginning not in families and beginning not in STANDARD:
            families[beginning] = own.pop()
            stands_for[beginning].update(meant)
    return families, {stem: frozenset(meant) for stem, meant in stands_for.items()}


FAMILIES, STANDS_FOR = _read_families()
"""The family of each word or stem; and the words for which each stem may stand."""

SPELLINGS: Final = frozenset({*FAMILIES, *STANDARD})
"""Every word and stem that this module knows."""


def standard_word(word: str) -> str:
    """Return the usual spelling of a word in small letters: defence is defense."""
    return STANDARD.get(word, word)


def family(word: str) -> str:
    """Return what a word, or a stem of it, is looked for by; a word without kin is its own."""
    return FAMILIES.get(word, word)


def may_stand_for(written: str, word: str) -> bool:
    """Tell whether a written word may be read as a word of a name.

    Args:
        written: a standard word or a stem, in small letters.
        word: a standard word of a name.
    """
    return written == word or word in STANDS_FOR.get(written, ())


def spelled_out(word: str) -> str:
    """Return the usual word for a stem or another spelling of it.

    A stem that stands for several words (Technol: technology, technological) is spelled out
    as the first of its family if that is one; :func:`may_stand_for` knows the others.
    """
    meant = STANDS_FOR.get(word)
    if not meant:
        return STANDARD.get(word, word)
    return FAMILIES[word] if FAMILIES[word] in meant else min(meant)
