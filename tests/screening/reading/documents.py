"""Small documents for tests: Word, PDF."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from xml.sax.saxutils import escape

_SPACE = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def paragraph(text: str) -> str:
    return f"<w:p><w:r><w:t>{escape(text)}</w:t></w:r></w:p>"


def table(rows: Sequence[Sequence[str]]) -> str:
    """Return a table; a cell that begins with "<" is taken as XML."""
    lines = "".join(
        "<w:tr>"
        + "".join(f"<w:tc>{cell if cell[:1] == '<' else paragraph(cell)}</w:tc>" for cell in row)
        + "</w:tr>"
        for row in rows
    )
    return f"<w:tbl>{lines}</w:tbl>"


def word(body: str, prolog: str = "", **parts: str) -> bytes:
    """Return a .docx with this body and other parts: ``footnotes="<w:p>…"``."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as container:
        container.writestr("[Content_Types].xml", "<Types/>")
        document = f"{prolog}<w:document {_SPACE}><w:body>{body}</w:body></w:document>"
        container.writestr("word/document.xml", document)
        for name, content in parts.items():
            container.writestr(f"word/{name}.xml", f"<w:{name} {_SPACE}>{content}</w:{name}>")
    return out.getvalue()


def pdf(pages: Sequence[Sequence[str]]) -> bytes:
    """Return a PDF with these lines on its pages; a page without lines holds a drawing."""
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"",
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>",
    ]
    kids = []
    for lines in pages:
        shown = "".join(
            "({}) Tj T*\n".format(
                line.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")
            )
            for line in lines
        )
        text = f"BT /F1 9 Tf 40 800 Td 12 TL\n{shown}ET" if lines else "0 0 10 10 re f"
        stream = text.encode("cp1252")
        objects.append(b"<</Length %d>>stream\n%s\nendstream" % (len(stream), stream))
        kids.append(len(objects) + 1)
        objects.append(
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents %d 0 R"
            b"/Resources<</Font<</F1 3 0 R>>>>>>" % len(objects)
        )
    references = b" ".join(b"%d 0 R" % kid for kid in kids)
    objects[1] = b"<</Type/Pages/Kids[%s]/Count %d>>" % (references, len(kids))
    out = b"%PDF-1.4\n"
    places = []
    for number, content in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj%s endobj\n" % (number, content)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start)
    return out
