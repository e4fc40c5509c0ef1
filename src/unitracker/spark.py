"""Screening tables of a Spark cluster; needs the extra ``spark``.

:func:`screen` adds a column of hits to a data frame. Each Python worker of the cluster
loads the names once and screens batch after batch in constant memory; nothing is
shuffled or collected.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import cache
from typing import TYPE_CHECKING, Any, Final

from unitracker.catalogue import Catalogue
from unitracker.matching.screener import Screener
from unitracker.screening.enrichment import FIELDS, HitEnricher, HitRating
from unitracker.screening.row_screener import CachedScreener

if TYPE_CHECKING:
    import pyarrow as pa
    from pyspark.sql import DataFrame

__all__ = ["screen", "screen_batches"]

HITS: Final = "hits"
"""Name of the added column."""

_ARRAYS: Final = ("lists", "lists_of_part", "lists_of_other_parts")
_RATING: Final = "rating"
_HEADS: Final = tuple(dict.fromkeys(name.partition(".")[0] for name in FIELDS))
"""Fields of a hit; what follows a dot is inside the field before it."""


def screen(
    frame: DataFrame, column: str, id_column: str | None = None, hits: str = HITS
) -> DataFrame:
    """Return a data frame with a column of hits added.

    Args:
        frame: any data frame.
        column: its column of affiliations: texts, or arrays of texts.
        id_column: a column of ROR, GRID, Wikidata or OpenAlex ids; one that is known
            decides.
        hits: name of the added column, an array of structs with the fields of
            :data:`unitracker.screening.enrichment.FIELDS`, ``rating`` a struct in it;
            empty where nothing is named.

    Raises:
        ValueError: there is no such column, or one that is called as the added one.
    """
    from pyspark.sql.types import StructType

    for name in filter(None, (column, id_column)):
        if name not in frame.columns:
            raise ValueError(f"no column {name!r}; columns: {', '.join(frame.columns)}")
    if hits in frame.columns:
        raise ValueError(f"there is a column {hits!r} already: give another name for the hits")
    schema = StructType([*frame.schema.fields, _hits_type(hits)])
    return frame.mapInArrow(screen_batches(column, id_column, hits), schema)


def screen_batches(
    column: str, id_column: str | None = None, hits: str = HITS
) -> Callable[[Iterable[pa.RecordBatch]], Iterator[pa.RecordBatch]]:
    """Return a function for ``DataFrame.mapInArrow``; see :func:`screen`."""

    def screened(batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        import pyarrow as pa

        screener, enricher = _tools()
        for batch in batches:
            texts = batch.column(column).to_pylist()
            keys = batch.column(id_column).to_pylist() if id_column else [None] * len(texts)
            found = [
                [enricher.enrich(hit) for hit in screener.hits(_texts(text), _texts(key))]
                for text, key in zip(texts, keys, strict=True)
            ]
            added = pa.array(found, type=_arrow_type(pa))
            yield pa.RecordBatch.from_arrays(
                [*batch.columns, added], names=[*batch.schema.names, hits]
            )

    return screened


@cache
def _tools() -> tuple[CachedScreener, HitEnricher]:
    """Return what a worker screens with, made when it first needs it."""
    catalogue = Catalogue()
    return CachedScreener(Screener(catalogue)), HitEnricher(catalogue)


def _texts(held: Any) -> tuple[str, ...]:
    texts = held if isinstance(held, list) else [held]
    return tuple(text for text in texts if text and text.strip())


def _arrow_type(pa: Any) -> Any:
    return pa.list_(pa.struct([(name, _field(pa, name)) for name in _HEADS]))


def _field(pa: Any, name: str) -> Any:
    if name in _ARRAYS:
        return pa.list_(pa.string())
    if name == _RATING:
        return pa.struct([(key, pa.string()) for key in HitRating.__annotations__])
    return pa.float64() if name == "score" else pa.string()


def _hits_type(name: str) -> Any:
    from pyspark.sql import types

    def kind(field: str) -> types.DataType:
        if field in _ARRAYS:
            return types.ArrayType(types.StringType())
        if field == _RATING:
            inside = [
                types.StructField(key, types.StringType()) for key in HitRating.__annotations__
            ]
            return types.StructType(inside)
        return types.DoubleType() if field == "score" else types.StringType()

    struct = types.StructType([types.StructField(field, kind(field)) for field in _HEADS])
    return types.StructField(name, types.ArrayType(struct), nullable=False)
