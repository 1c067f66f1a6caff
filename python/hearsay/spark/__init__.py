"""hearsay on Apache Spark: an archive becomes readings and attributions.

>>> from hearsay import spark as archive
>>> readings = archive.read(spark, "examples/archive.warc")         # doctest: +SKIP
>>> archive.attributions(readings).where("act = 'deny'").count()    # doctest: +SKIP

It needs pyspark, pyarrow and a Java runtime: ``pip install 'hearsay[spark]'``. docs/spark.md.
"""
from ._read import attributions, read, read_frame, write
from ._relate import Related, relate

__all__ = ["Related", "attributions", "read", "read_frame", "relate", "write"]
