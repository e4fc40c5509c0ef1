"""Pages of HTML that need no other file: safe text, links, looks for screen, phone and paper."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from html import escape
from typing import Final

from unitracker.rendering.safe import one_line

_STYLE: Final = """
:root{color-scheme:light}
*{box-sizing:border-box}
body{font:15px/1.45 system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans CJK SC",sans-serif;
max-width:68rem;margin:0 auto;padding:1.2rem 1rem 3rem;color:#1c1f23;background:#fff}
h1{font-size:1.5rem;line-height:1.2;margin:.2rem 0 .6rem}
h2{font-size:1.15rem;margin:1.8rem 0 .5rem;padding-bottom:.2rem;border-bottom:2px solid #1c1f23}
h3{font-size:1rem;margin:0 0 .3rem}
h4{font-size:.9rem;margin:.6rem 0 .1rem}
p{margin:.3rem 0}ul{margin:.2rem 0;padding-left:1.2rem}li{margin:.1rem 0}
a{color:#0b4f8a}code{font-size:.85em;overflow-wrap:anywhere}
.verdict{font-size:1.1rem;font-weight:600}
.note{background:#f3f4f6;border-left:4px solid #6b7280;padding:.5rem .8rem;margin:.8rem 0}
.alert{background:#fff4e5;border-left-color:#b45309}
dl{display:grid;grid-template-columns:max-content 1fr;gap:.1rem 1rem;margin:.6rem 0}
dt{color:#5b6169}dd{margin:0;overflow-wrap:anywhere}
table{border-collapse:collapse;width:100%;font-size:.9rem}
th{text-align:left;color:#5b6169;font-weight:600;border-bottom:1px solid #9aa1a9}
td,th{vertical-align:top;padding:.3rem .6rem .3rem 0;overflow-wrap:break-word}
td{max-width:26rem}
td{border-bottom:1px solid #e3e5e8}
.n{text-align:right;white-space:nowrap}
.columns{columns:2;column-gap:2rem;font-size:.9rem}.columns li{break-inside:avoid}
.risk{display:inline-block;font-size:.8em;font-weight:600;padding:0 .45em;border-radius:.25em;
color:#fff;white-space:nowrap}
.very-high{background:#a40000}.high{background:#b34700}.medium{background:#7a6a00}
.low{background:#00687a}.not-stated{background:#4b5563}
.check{font-size:.8em;font-weight:600;padding:0 .4em;border:1px solid #7a4b00;color:#7a4b00;
border-radius:.25em;white-space:nowrap}
.faint{color:#5b6169}.hit+.hit{margin-top:.35rem}
article{border:1px solid #d5d8dc;border-radius:.4rem;padding:.7rem .9rem;margin:.7rem 0}
article p,article li{font-size:.93rem}
summary{cursor:pointer;color:#0b4f8a;font-size:.93rem}
@media (max-width:640px){
body{padding:.8rem .7rem 2rem}
dl{display:block}dd{margin-bottom:.3rem}.columns{columns:1}td{max-width:none}
table.cards,table.cards tbody,table.cards tr,table.cards td{display:block;width:100%}
table.cards thead{display:none}
table.cards tr{border:1px solid #d5d8dc;border-radius:.4rem;padding:.4rem .6rem;margin:.5rem 0}
table.cards td{border:0;padding:.12rem 0;text-align:left;white-space:normal}
table.cards td:empty{display:none}
table.cards td[data-label]::before{content:attr(data-label) ": ";color:#5b6169}
}
@media print{
@page{size:A4;margin:12mm 12mm}
body{font-size:8.5pt;line-height:1.25;max-width:none;margin:0;padding:0}
h1{font-size:14pt;margin:0 0 3pt}h2{font-size:10.5pt;margin:7pt 0 3pt;break-after:avoid}
h3{font-size:9pt;margin:0;break-after:avoid}h4{font-size:8pt;margin:2pt 0 0;break-after:avoid}
table,article p,article li,summary,.columns{font-size:7.5pt}
p,ul{margin:1pt 0}li{margin:0}
thead{display:table-header-group}tr{break-inside:avoid}
article{padding:2pt 6pt;margin:3pt 0;box-decoration-break:clone}
article h3,article h3+p,article h4{break-after:avoid}
.columns{column-gap:10pt}body>.columns{columns:3;font-size:7pt}body>.columns .faint{display:none}
.note{padding:2pt 6pt;margin:3pt 0;font-size:7.5pt;break-inside:avoid}.note li{margin:0}
.verdict{font-size:10pt}
dl{margin:2pt 0}td,th{padding:1pt 5pt 1pt 0}
a{color:inherit;text-decoration:none}
.risk,.check,.note{-webkit-print-color-adjust:exact;print-color-adjust:exact}
}
"""


def page(title: str, body: Iterable[str], head: str = "") -> str:
    """Return a page of HTML with a title, a body of HTML lines, and more in its head."""
    return "\n".join(
        [
            '<!doctype html><html lang="en"><head><meta charset="utf-8">',
            '<meta name="viewport" content="width=device-width,initial-scale=1">',
            f"<title>{text(title)}</title><style>{_STYLE}</style>{head}</head><body>",
            f"<h1>{text(title)}</h1>",
            *body,
            "</body></html>\n",
        ]
    )


def text(content: str) -> str:
    """Return any text as HTML on one line, nothing of it active."""
    return escape(one_line(content))


def link(address: str, content: str) -> str:
    """Return a link; what is no address of the web stays plain text."""
    if not address.startswith(("https://", "http://")):
        return text(content)
    return f'<a href="{escape(one_line(address), quote=True)}">{text(content)}</a>'


def inside(key: str, content: str) -> str:
    """Return a link to an anchor of the page."""
    return f'<a href="#{escape(key, quote=True)}">{text(content)}</a>'


def badge(risk: str, said: str) -> str:
    """Return a risk level in its colour.

    Args:
        risk: the level.
        said: it in words.
    """
    return f'<span class="risk {escape(risk, quote=True)}">{text(said)}</span>'


def facts(values: Mapping[str, str]) -> str:
    """Return names and values (HTML) below each other; empty values are left out."""
    rows = (f"<dt>{text(name)}</dt><dd>{value}</dd>" for name, value in values.items() if value)
    return f"<dl>{''.join(rows)}</dl>"


def bullets(items: Iterable[str], columns: bool = False) -> str:
    """Return items (HTML) as a list, in two columns if there is room; nothing for none."""
    held = [f"<li>{item}</li>" for item in items]
    kind = ' class="columns"' if columns and len(held) > 1 else ""
    return f"<ul{kind}>{''.join(held)}</ul>" if held else ""


def folded(said: str, content: str) -> str:
    """Return HTML that is folded away behind a text; nothing for none."""
    return f"<details><summary>{text(said)}</summary>{content}</details>" if content else ""


def table(names: Sequence[str], rows: Iterable[Sequence[str]], numbers: int = 0) -> Iterator[str]:
    """Yield a table that becomes a card a row on a phone.

    Args:
        names: its columns.
        rows: cells of HTML.
        numbers: how many of the first columns hold numbers.
    """
    kinds = ['class="n"' if place < numbers else "" for place in range(len(names))]
    head = "".join(f"<th {kind}>{text(name)}</th>" for name, kind in zip(names, kinds, strict=True))
    yield f'<table class="cards"><thead><tr>{head}</tr></thead><tbody>'
    for row in rows:
        cells = (
            f'<td {kind} data-label="{escape(name, quote=True)}">{cell}</td>'
            if cell
            else f"<td {kind}></td>"
            for cell, name, kind in zip(row, names, kinds, strict=True)
        )
        yield f"<tr>{''.join(cells)}</tr>"
    yield "</tbody></table>"
