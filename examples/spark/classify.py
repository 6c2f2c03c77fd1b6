"""Classifies a folder of JSON Lines with the command `jiken` on every executor of a Spark cluster.

    spark-submit classify.py --jiken /opt/jiken/bin/jiken --input hdfs:///articles --output hdfs:///incidents

Nothing of jiken knows about Spark: RDD.pipe starts one process for each partition, gives it the partition's
lines and takes its lines. The order within a partition is kept, a line that cannot be used is answered in its
place, and a partition whose executor dies is given to another from its beginning. Spark puts the output of one
attempt for each partition into the folder, and `_SUCCESS` only when all are there.
"""

import argparse
import shlex

from pyspark.sql import SparkSession

# jiken uses every core that it sees; a Spark task is given one. A code of 1 says that some lines could not be
# used, each answered in its place: any other but 0 means that lines are missing, and the task must be tried again.
SHELL = "{jiken} classify --input jsonl --format jsonl --threads 1; code=$?; [ $code -le 1 ] || exit $code"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--jiken", required=True, help="the command; at the same place on every machine")
    parser.add_argument("--input", required=True, help="JSON Lines, one {id, text} object a line")
    parser.add_argument("--output", required=True, help="a folder that does not exist yet")
    parser.add_argument("--partitions", type=int, default=1, help="at least so many")
    given = parser.parse_args()

    spark = SparkSession.builder.appName("jiken").getOrCreate()
    lines = spark.sparkContext.textFile(given.input, given.partitions)
    command = shlex.join(["sh", "-c", SHELL.format(jiken=shlex.quote(given.jiken))])
    lines.pipe(command, checkCode=True).saveAsTextFile(given.output)
    spark.stop()


if __name__ == "__main__":
    main()
