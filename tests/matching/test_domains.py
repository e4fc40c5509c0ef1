"""Whose domain an address is of."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from unitracker.catalogue import Catalogue
from unitracker.matching.domains import domain_owners, host

HOSTS = {
    "buaa.edu.cn": "buaa.edu.cn",
    "HTTPS://www.BUAA.edu.cn:8080/a?b=1": "www.buaa.edu.cn",
    " zw@nudt.edu.cn ": "nudt.edu.cn",
    "Li Wei <lw@cs.nudt.edu.cn>": "cs.nudt.edu.cn",
    "Beihang University": None,
    "a.b": None,
    "": None,
    "J. Smith": None,
}


@pytest.mark.parametrize("text", HOSTS)
def test_hosts(text: str) -> None:
    assert host(text) == HOSTS[text]


@given(st.text(max_size=200))
def test_any_text_has_a_host_or_none(text: str) -> None:
    found = host(text)
    assert found is None or "." in found


def test_a_subdomain_is_its_owners(catalogue: Catalogue) -> None:
    for text in ("buaa.edu.cn", "zw@mail.buaa.edu.cn", "http://cs.buaa.edu.cn/x"):
        (owner,) = domain_owners(text, catalogue)
        assert (owner.domain, owner.institution) == ("buaa.edu.cn", "beihang-university")
    assert domain_owners("notbuaa.edu.cn", catalogue) == []
    assert domain_owners("edu.cn", catalogue) == []
    assert domain_owners("buaa.edu.cn.example.org", catalogue) == []


def test_the_domain_of_a_part_leads_to_it(catalogue: Catalogue) -> None:
    parts = [
        (record["id"], part["id"], domain)
        for record in catalogue
        for part in record["parts"]
        for domain in part["domains"]
    ]
    assert parts
    for institution, part, domain in parts:
        owners = domain_owners(domain, catalogue)
        assert (institution, part) in {(owner.institution, owner.part) for owner in owners}
