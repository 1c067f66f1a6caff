"""Relating an archive: which wordings are one claim, what is in dispute, how many independent origins. The answer is that of one ledger of all its
documents (src/relation), which decides pair by pair, by the two alone, and then groups:

1. **Near.** Documents that may have wordings to compare are joined: by telling words, and by what persons said, whose vectors are alike.
2. **Pairs.** Each such two documents meet in some ledger, of a block of documents and those near them; the library says which wordings it would
   compare. Of a wording only its nearest are compared: the nearest of all are among the nearest in some ledger, so they are picked once more, from all.
3. **Judging.** Each pair by itself.
4. **Settling.** Wordings that pairs of the same or contradicting contents connect are settled in one ledger, with all documents that hold them, other
   versions and copies of these, and those pairs alone.
"""
from __future__ import annotations

from typing import TYPE_CHECKING, Any, Iterator, NamedTuple, Optional

from .._errors import Error
from . import _ledgers
from ._ledgers import BY_RULE, FACTS, PAIRS, SETTLED, WORDINGS, comparer_of
from ._rows import Row, columns, map_rows, spark_schema, to_table
from ._splits import open_system

if TYPE_CHECKING:
    from pyspark.sql import DataFrame

_NEAR_DAYS, _NEAR_SHARED = 30, 4  # src/relation/near.h
_NEAREST, _NEAREST_DIFFERING = 2, 1  # src/relation/nearest.h
_LEAST_ALIKE = 127 * 127 // 2 + 1  # the product of two vectors, a cosine of 0.5: src/relation/pairs.c
_TILE = 2048


class Related(NamedTuple):
    """What an archive holds. A claim goes by the key of the wording that stands for it (``claim``); keys are the same whatever else is in the archive."""

    #: ``claim``, its plainest wording (``text``), how many ``wordings``, ``attributions`` and ``documents``, the ``first`` time, independent origins
    #: for and against it (``for_best``, ``for_low``, ``for_high``, ``against_best`` ..; null where nobody takes a side)
    claims: DataFrame
    #: which ``claim`` each attribution (``document``, ``id``) holds: to be joined with :func:`attributions`
    positions: DataFrame
    #: ``claim`` and ``other`` (the same where one claim is affirmed and rejected), ``dispute`` (its kind), ``is_update``, ``voices``, ``heard``
    disputes: DataFrame


class _Parts:
    """Tables on the way, as Parquet: what an executor's death costs is then no more than what it was at, and plans stay small."""

    def __init__(self, frame: DataFrame, folder: str) -> None:
        self._spark = frame.sparkSession
        self._folder = folder

    def put(self, name: str, frame: DataFrame) -> DataFrame:
        frame.write.mode("overwrite").parquet(f"{self._folder}/{name}")
        return self._spark.read.parquet(f"{self._folder}/{name}")

    def remove(self) -> None:
        system, inside = open_system(self._folder)
        system.delete_dir(inside)


# ---- facts ----


def _facts(readings: DataFrame, model: Optional[str]) -> DataFrame:
    def over(rows: Iterator[Row]) -> Iterator[Row]:
        for row in rows:
            facts = _ledgers.facts_of(row["kept"], comparer_of(model))
            yield {**facts.document, "said": facts.wordings}

    import pyarrow

    schema = columns(*FACTS).append(pyarrow.field("said", pyarrow.list_(pyarrow.struct(list(columns(*WORDINGS))))))
    return map_rows(readings.select("kept").where("kept IS NOT NULL"), over, schema)


def _each_once(facts: DataFrame) -> DataFrame:
    """As a ledger takes them in: a document once, and one without outlet and address only where none before it has its text."""
    from pyspark.sql import Window, functions as f

    once = Window.partitionBy("document").orderBy("heard")
    before = Window.partitionBy("text").orderBy("heard", "document")
    first = facts.withColumn("n", f.row_number().over(once)).where("n = 1")
    return first.withColumn("n", f.row_number().over(before)).where("n = 1 OR NOT bare").drop("n")


# ---- near documents ----


def _near(documents: DataFrame) -> DataFrame:
    """Two documents that share four of their telling words, heard within thirty days. Each is looked up by all words but its three commonest: two
    that share four share one of these (Chaudhuri, Ganti and Kaushik, "A primitive operator for similarity joins", 2006)."""
    from pyspark.sql import Window, functions as f

    terms = documents.select("document", "day", "terms", f.explode("terms").alias("term"))
    counted = terms.join(terms.groupBy("term").count(), "term")
    rare = counted.withColumn("n", f.row_number().over(Window.partitionBy("document").orderBy("count", "term")))
    prefix = rare.where(f"n <= size(terms) - {_NEAR_SHARED - 1}").select("document", "day", "terms", "term")
    a, b = prefix.alias("a"), prefix.alias("b")
    met = a.join(b, f.expr(f"a.term = b.term AND a.document < b.document AND abs(a.day - b.day) <= {_NEAR_DAYS}"))
    return met.where(f"size(array_intersect(a.terms, b.terms)) >= {_NEAR_SHARED}").selectExpr("a.document AS a", "b.document AS b").distinct()


def _alike(table: Any) -> Any:
    """Documents in which one person says what is alike."""
    import numpy
    import pyarrow

    documents = table["document"].to_pylist()
    vectors = numpy.frombuffer(b"".join(table["vector"].to_pylist()), numpy.int8).reshape(len(documents), -1).astype(numpy.float32)
    found = set()
    for at in range(0, len(documents), _TILE):  # of whole numbers below 2^24 the products are exact
        for i, k in numpy.argwhere(vectors[at:at + _TILE] @ vectors.T >= _LEAST_ALIKE):
            a, b = documents[at + i], documents[k]
            if a < b:
                found.add((a, b))
    return pyarrow.table({"a": [a for a, _ in found], "b": [b for _, b in found]}, schema=columns(("a", "string"), ("b", "string")))


def _by_person(wordings: DataFrame) -> DataFrame:
    said = wordings.where("person IS NOT NULL AND vector IS NOT NULL").selectExpr("person", "length(vector) AS width", "document", "vector")
    return said.groupBy("person", "width").applyInArrow(_alike, spark_schema(columns(("a", "string"), ("b", "string"))))


def _with_pages(members: DataFrame, documents: DataFrame) -> DataFrame:
    """Whatever has a document has the other versions of its page."""
    pages = documents.where("page IS NOT NULL").select("page", "document")
    versions = pages.join(pages.withColumnRenamed("document", "version"), "page").where("document <> version")
    return members.unionByName(members.join(versions, "document").selectExpr("block", "version AS document")).distinct()


def _blocks(documents: DataFrame, edges: DataFrame) -> DataFrame:
    """Each document's block: the least of it and those near it."""
    from pyspark.sql import functions as f

    both = edges.unionByName(edges.selectExpr("b AS a", "a AS b"))
    least = both.groupBy("a").agg(f.min("b").alias("least")).withColumnRenamed("a", "document")
    return documents.select("document").join(least, "document", "left").selectExpr("document", "least(document, coalesce(least, document)) AS block")


# ---- pairs ----


def _vectors(wordings: DataFrame) -> DataFrame:
    """Of each document what its wordings mean that another told first: a ledger keeps the vector of the first."""
    from pyspark.sql import Window, functions as f

    first = f.first("vector").over(Window.partitionBy("wording").orderBy("heard", "document", "position"))
    told = wordings.where("vector IS NOT NULL").withColumn("first", first).where("vector <> first")
    return told.select("document", f.unhex("wording").alias("key"), "first").distinct().groupBy("document").agg(
        f.collect_list(f.struct("key", "first")).alias("vectors"))


def _meet(documents: DataFrame, wordings: DataFrame, edges: DataFrame, blocks: DataFrame, model: Optional[str]) -> DataFrame:
    def over(table: Any) -> Any:
        rows = table.to_pylist()
        for row in rows:
            row["vectors"] = [(each["key"], each["first"]) for each in row["vectors"] or ()]
        return to_table(_ledgers.pairs_of(rows, comparer_of(model)), columns(*PAIRS))

    across = edges.join(blocks.withColumnRenamed("document", "a"), "a").selectExpr("block", "b AS document")
    members = _with_pages(blocks.select("block", "document").unionByName(across), documents)
    given = members.join(documents.select("document", "heard", "kept"), "document").join(_vectors(wordings), "document", "left")
    return given.groupBy("block").applyInArrow(over, spark_schema(columns(*PAIRS)))


def _nearest(found: DataFrame) -> DataFrame:
    """The pairs that one ledger would compare: the nearest of either side, and what rules made."""
    from pyspark.sql import Window, functions as f

    once = Window.partitionBy("a", "b").orderBy(f.desc("alike"), "relation", "why")
    pairs = found.withColumn("n", f.row_number().over(once)).where("n = 1").drop("n")
    chosen = pairs.where(f"alike < {BY_RULE}")
    sides = chosen.selectExpr("*", "a AS one", "b AS two").unionByName(chosen.selectExpr("*", "b AS one", "a AS two"))
    rank = f.row_number().over(Window.partitionBy("one", "differs").orderBy(f.desc("alike"), "two"))
    nearest = sides.withColumn("n", rank).where(f"n <= if(differs, {_NEAREST_DIFFERING}, {_NEAREST})")
    return pairs.join(nearest.select("a", "b").distinct(), ["a", "b"]).unionByName(pairs.where(f"alike = {BY_RULE}"))


def _judge(pairs: DataFrame, wordings: DataFrame, model: Optional[str]) -> DataFrame:
    from pyspark.sql import Window, functions as f

    first = f.row_number().over(Window.partitionBy("wording").orderBy("heard", "document", "position"))
    words = wordings.withColumn("n", first).where("n = 1").select("wording", "words")
    asked = pairs.join(words.selectExpr("wording AS a", "words AS a_words"), "a").join(words.selectExpr("wording AS b", "words AS b_words"), "b")
    spread = asked.repartition(f.hash("a", "b"))
    return map_rows(spread, lambda rows: _ledgers.judged(rows, comparer_of(model)), columns(*PAIRS))


# ---- what is connected ----


def _star(links: DataFrame, large: bool) -> DataFrame:
    """Links to the least neighbour: of the greater neighbours, or of the lesser ones and the node itself."""
    from pyspark.sql import functions as f

    least = links.groupBy("u").agg(f.least(f.min("v"), f.col("u")).alias("m"))
    linked = links.join(least, "u")
    to = linked.where("v > u").selectExpr("v AS u", "m AS v") if large else linked.selectExpr("v AS u", "m AS v").unionByName(least.selectExpr("u", "m AS v"))
    return to.where("u <> v").distinct()


def _connected(edges: DataFrame, parts: _Parts) -> DataFrame:
    """The least that each node (``a`` or ``b``) is connected with, ``least`` of ``node``: large and small stars in turn (Kiveris et al., "Connected
    components in MapReduce and beyond", 2014)."""
    links = parts.put("links0", edges.selectExpr("greatest(a, b) AS u", "least(a, b) AS v").distinct())
    before, turn = None, 0
    while before != (before := links.selectExpr("count(*)", "bit_xor(xxhash64(u, v))").first()):
        turn += 1
        large = _star(links.unionByName(links.selectExpr("v AS u", "u AS v")), True)
        links = parts.put(f"links{turn}", _star(large.selectExpr("greatest(u, v) AS u", "least(u, v) AS v"), False))
    return links.selectExpr("u AS node", "v AS least").unionByName(links.selectExpr("v AS node", "v AS least")).distinct()


# ---- settling ----


def _copies(documents: DataFrame) -> DataFrame:
    """Documents that may have copied one another: they share two of their runs of words."""
    runs = documents.selectExpr("document", "explode(shingles) AS run")
    met = runs.selectExpr("run", "document AS a").join(runs.selectExpr("run", "document AS b"), "run").where("a <> b")
    return met.groupBy("a", "b").count().where("count >= 2").selectExpr("a AS document", "b AS other")


def _settle(documents: DataFrame, wordings: DataFrame, blocks: DataFrame, pairs: DataFrame, parts: _Parts, model: Optional[str]) -> DataFrame:
    from pyspark.sql import functions as f

    def over(held: Any, told: Any) -> Any:
        return to_table(_ledgers.settled(held.to_pylist(), told.to_pylist(), comparer_of(model)), columns(*SETTLED))

    matter = _connected(pairs.where("relation <> 'neither'").select("a", "b"), parts)
    held = wordings.select("wording", "document").distinct().join(matter.withColumnRenamed("node", "wording"), "wording", "left")
    placed = held.selectExpr("wording", "document", "coalesce(least, wording) AS matter").join(blocks, "document")
    where = placed.groupBy("matter").agg(f.min("block").alias("block"))  # a matter is settled where its first block is
    own = parts.put("own", placed.select("wording", "document", "matter").join(where, "matter"))
    holders = own.select("block", "document").distinct()
    copied = holders.join(_copies(documents), "document").selectExpr("block", "other AS document")
    members = _with_pages(_with_pages(holders, documents).unionByName(copied).distinct(), documents)
    given = members.join(documents.select("document", "heard", "kept"), "document")
    homes = own.select("block", "wording", "matter").distinct()
    of_a = homes.selectExpr("block", "wording AS a", "matter")
    within = pairs.join(of_a, "a").join(homes.selectExpr("wording AS b", "matter AS other_matter"), "b").where("matter = other_matter")
    told = parts.put("told", within.select("block", *pairs.columns).unionByName(of_a.select("block", "a"), allowMissingColumns=True))
    return given.groupBy("block").cogroup(told.groupBy("block")).applyInArrow(over, spark_schema(columns(*SETTLED)))


def relate(readings: DataFrame, folder: str, *, model: Optional[str] = None) -> Related:
    """Relate the documents of an archive: claims with their independent origins, who holds them, and disputes, as one ledger of all of them would
    tell, to which they were added in the order of time. The tables are written below a folder, as Parquet, in place of what lay there.

    :param readings: rows of :func:`read` with ``kept``, of one model
    :param folder: a path or URI that every machine has
    :param model: that compares: a name, or a folder that every machine has; None: ``$HEARSAY_PAIRS`` there, else ``pairs``
    :raises Error: ``HS_E_ARG``: the readings are of several models
    """
    parts, out = _Parts(readings, f"{folder}/parts"), _Parts(readings, folder)
    facts = parts.put("facts", _each_once(_facts(readings, model)))
    if facts.select("model").distinct().count() > 1:
        raise Error("readings of several models; what they make of meanings cannot be compared")
    documents = facts.drop("said")
    wordings = facts.selectExpr("inline(said)")
    edges = parts.put("edges", _near(documents).unionByName(_by_person(wordings)).distinct())
    blocks = parts.put("blocks", _blocks(documents, edges))
    met = parts.put("met", _meet(documents, wordings, edges, blocks, model))
    pairs = parts.put("pairs", _judge(_nearest(met), wordings, model))
    found = parts.put("settled", _settle(documents, wordings, blocks, pairs, parts, model))
    related = Related(*(out.put(f"{kind}s", found.where(f"kind = '{kind}'").select(*names)) for kind, names in _TABLES.items()))
    parts.remove()
    return related


_TABLES = {
    "claim": ["claim", "text", "wordings", "attributions", "documents", "first", "for_best", "for_low", "for_high", "against_best", "against_low", "against_high"],
    "position": ["document", "id", "claim"],
    "dispute": ["claim", "other", "dispute", "is_update", "voices", "heard"],
}
