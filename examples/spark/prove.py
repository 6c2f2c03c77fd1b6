"""Shows that a cluster gives what one process gives, also when an executor is killed on the way.

    python examples/spark/prove.py --jiken target/release/jiken

Runs `classify.py` on two executors of this machine (local-cluster[2,1,1024]), kills one of them with SIGKILL as
soon as a first partition is written, and compares the output line by line with that of a single run. Needs
PySpark, a Java that it runs on (17), and `ps`.
"""

import argparse
import json
import os
import pathlib
import shutil
import signal
import subprocess
import sys
import tempfile
import time

HERE = pathlib.Path(__file__).resolve().parent
CORPUS = HERE.parent.parent / "tests" / "corpus"
BAD = ['{"id": "bad", "text": 7}', "no JSON", '{"id": "none"}']


def write_input(file: pathlib.Path, articles: int) -> None:
    texts = []
    for name in ("short", "long", "roundups"):
        lines = (CORPUS / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
        texts += [json.loads(line)["text"] for line in lines]
    with file.open("w", encoding="utf-8") as out:
        for number in range(articles):
            if number % 1000 == 500:
                out.write(BAD[number // 1000 % len(BAD)] + "\n")
            row = {"id": f"article-{number}", "text": texts[number % len(texts)]}
            out.write(json.dumps(row, ensure_ascii=False) + "\n")


def classify_at_once(jiken: str, source: pathlib.Path, target: pathlib.Path) -> None:
    command = [jiken, "classify", "--input", "jsonl", "--format", "jsonl"]
    with source.open("rb") as lines, target.open("wb") as out:
        done = subprocess.run(command, stdin=lines, stdout=out, stderr=subprocess.PIPE, check=False)
    if done.returncode > 1:
        sys.exit(f"the single run failed ({done.returncode}): {done.stderr.decode()}")


def executors_below(process: int) -> list[int]:
    """The executors among a process's descendants: no other Spark's on this machine."""
    listed = subprocess.run(["ps", "-eo", "pid=,ppid=,args="], stdout=subprocess.PIPE, check=True)
    children: dict[int, list[tuple[int, str]]] = {}
    for line in listed.stdout.decode(errors="replace").splitlines():
        pid, parent, arguments = line.split(None, 2)
        children.setdefault(int(parent), []).append((int(pid), arguments))
    found, waiting = [], [process]
    while waiting:
        for pid, arguments in children.get(waiting.pop(), []):
            waiting.append(pid)
            if "CoarseGrainedExecutorBackend" in arguments and "java" in arguments.split()[0]:
                found.append(pid)
    return found


def without_line_number(line: str) -> str:
    """A line's number is the only thing that depends on where its partition begins."""
    answer = json.loads(line)
    if "error" in answer:
        answer.pop("line")
        return json.dumps(answer, ensure_ascii=False, sort_keys=True)
    return line


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--jiken", default="target/release/jiken", help="the command")
    parser.add_argument("--articles", type=int, default=20_000)
    parser.add_argument("--partitions", type=int, default=12)
    given = parser.parse_args()
    jiken = str(pathlib.Path(given.jiken).resolve())

    folder = pathlib.Path(tempfile.mkdtemp(prefix="jiken-spark-"))
    try:
        source, single, output = folder / "in.jsonl", folder / "single.jsonl", folder / "out"
        write_input(source, given.articles)
        start = time.monotonic()
        classify_at_once(jiken, source, single)
        print(f"single run: {given.articles} articles, {time.monotonic() - start:.1f} s")

        start = time.monotonic()
        driver = subprocess.Popen(
            [sys.executable, str(HERE / "classify.py"), "--jiken", jiken]
            + ["--input", source.as_uri(), "--output", output.as_uri()]
            + ["--partitions", str(given.partitions)],
            env={
                **os.environ,
                "PYSPARK_PYTHON": sys.executable,
                "PYSPARK_SUBMIT_ARGS": "--master local-cluster[2,1,1024] --conf spark.executor.memory=1g "
                "--conf spark.ui.enabled=false --conf spark.task.maxFailures=8 pyspark-shell",
            },
            cwd=folder,
            stdout=subprocess.DEVNULL,
            stderr=(folder / "spark.log").open("wb"),
        )
        killed = None
        while driver.poll() is None:
            # A partition that is done waits here until all are.
            written = list(output.glob("_temporary/*/task_*/part-*"))
            executors = executors_below(driver.pid)
            if killed is None and written and len(executors) == 2:
                killed = executors[0]
                os.kill(killed, signal.SIGKILL)
                print(f"killed executor {killed} after {len(written)} of {given.partitions} partitions")
            time.sleep(0.05)
        log = (folder / "spark.log").read_text(errors="replace")
        if driver.returncode != 0 or not (output / "_SUCCESS").exists():
            sys.exit(f"the cluster failed ({driver.returncode}):\n{log[-4000:]}")
        if killed is None:
            sys.exit("everything was done before an executor could be killed: take more --articles")
        lost = log.count("Lost task") or log.count("ExecutorLost")
        print(f"cluster: {time.monotonic() - start:.1f} s, tasks lost and run again: {lost}")

        expected = single.read_text(encoding="utf-8").splitlines()
        parts = sorted(output.glob("part-*"))
        found = [line for part in parts for line in part.read_text(encoding="utf-8").splitlines()]
        if len(found) != len(expected):
            sys.exit(f"{len(found)} lines from the cluster, {len(expected)} from the single run")
        for number, (one, other) in enumerate(zip(found, expected), 1):
            if without_line_number(one) != without_line_number(other):
                sys.exit(f"line {number} differs:\n{one}\n{other}")
        ids = [json.loads(line).get("id") for line in found]
        articles = [name for name in ids if isinstance(name, str) and name.startswith("article-")]
        assert len(set(articles)) == len(articles) == given.articles
        errors = sum('"error"' in line for line in found)
        print(f"identical: {len(found)} lines in {len(parts)} files, {errors} of them errors in their place;")
        print("nothing lost, nothing doubled")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    main()
