#!/usr/bin/env python3
"""What does a job cost, in seconds, memory and bytes, and how does it grow?

    limits.py [NAME …] [--wuzha PROGRAM] [--pages 2000] [--branches 20] [--work DIR]

Prints wall seconds, processor seconds and peak memory of each job; without names, of all of them. `check` and `print`
run under a limit on the address space, so that a leak ends the bench and not the machine."""
import argparse, os, pathlib, re, resource, shutil, statistics, subprocess, sys, tempfile, time, urllib.request

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent
LIMIT = 8 << 30
GROWTH = (2_000, 20_000, 200_000)


def main():
    options = arguments()
    work = pathlib.Path(tempfile.mkdtemp(dir=options.work))
    bench = Bench(options, work)
    for name in options.names or sorted(JOBS):
        JOBS[name](bench)
    shutil.rmtree(work)


def arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("names", nargs="*", metavar="NAME", help=", ".join(sorted(JOBS)))
    target = os.environ.get("CARGO_TARGET_DIR", os.path.expanduser("~/.cache/wuzha/target"))
    parser.add_argument("--wuzha", default=f"{target}/release/wuzha")
    parser.add_argument("--pages", type=int, default=2000, help="of the large site; a page is one page in one language")
    parser.add_argument("--branches", type=int, default=20)
    parser.add_argument("--work", default="/dev/shm" if pathlib.Path("/dev/shm").is_dir() else None)
    return parser.parse_args()


class Bench:
    def __init__(self, options, work):
        self.options, self.work = options, work

    def site(self, pages, short=False):
        """A generated site with this many pages, a new copy each time; `short` ones can be printed."""
        folder = pathlib.Path(tempfile.mkdtemp(dir=self.work))
        with open(folder / "corpus", "w") as out:
            corpus = [sys.executable, HERE / "corpus.py", str(pages // 2)] + (["--short"] if short else [])
            subprocess.run(corpus, stdout=out, check=True)
        subprocess.run([sys.executable, HERE / "sites.py", folder / "corpus", folder], check=True, stdout=subprocess.DEVNULL)
        return folder / "wuzha"

    def shipped(self):
        """The shipped site without anything that was built before."""
        folder = pathlib.Path(tempfile.mkdtemp(dir=self.work)) / "site"
        folder.mkdir()
        for name in ("content", "i18n", "static", "themes", "wuzha.toml", "printed.lock"):
            source = ROOT / name
            if source.is_dir():
                shutil.copytree(source, folder / name)
            elif source.exists():
                shutil.copy(source, folder / name)
        return folder

    def run(self, what, *arguments, limit=LIMIT, fails=False):
        """Runs wuzha and prints what it took."""
        start = time.perf_counter()
        command = [self.options.wuzha, *map(str, arguments)]
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
                                   preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_AS, (limit, limit)))
        said = process.stderr.read().decode()
        _, status, usage = os.wait4(process.pid, 0)
        wall, processor = time.perf_counter() - start, usage.ru_utime + usage.ru_stime
        note = "" if status == 0 or fails else f", exit {os.waitstatus_to_exitcode(status)}: {said[-200:]}"
        print(f"{what:44} {wall:8.2f} s {processor:8.2f} s of processor {usage.ru_maxrss / 1024:7.0f} MiB{note}", flush=True)
        return wall, processor


def edit(root):
    """Adds a sentence to the first page."""
    page = sorted(root.glob("content/cases/*/zh.md"))[0]
    page.write_text(page.read_text().replace("\n\n##", "\n\n先核对再决定。\n\n##", 1))


def check(bench):
    for pages in (200, bench.options.pages):
        site = bench.site(pages, short=True)
        bench.run(f"check, {pages} pages, nothing cached", "check", "--format", "short", "--root", site)
        edit(site)
        bench.run(f"check, {pages} pages, after an edit", "check", "--format", "short", "--root", site)


def pages(bench):
    site = bench.site(bench.options.pages)
    build = ["build", "--quiet", "--root", site, "--out", bench.work / "pages", "--only", "html"]
    whole, _ = bench.run(f"HTML, {bench.options.pages} pages", *build)
    again, _ = bench.run("the same, unchanged", *build)
    print(f"{'unchanged / whole':44} {again / whole:8.2f}")


def search(bench):
    for pages in (bench.options.pages, bench.options.pages * 10):
        site = bench.site(pages)
        bench.run(f"HTML and search, {pages} pages", "build", "--quiet", "--root", site, "--out", bench.work / "search",
                  "--only", "html,search")


def growth(bench):
    """Processor time a page should not grow with the site."""
    for pages in GROWTH:
        site = bench.site(pages)
        wall, processor = bench.run(f"HTML and search, {pages} pages", "build", "--quiet", "--root", site, "--out", bench.work / "growth",
                                    "--only", "html,search")
        print(f"{'milliseconds a page':44} {wall / pages * 1000:8.2f} ms {processor / pages * 1000:7.2f} ms of processor", flush=True)
        # It would count as memory of the machine.
        for folder in (site.parent, bench.work / "growth"):
            shutil.rmtree(folder)


def print_site(bench):
    site = bench.site(bench.options.pages, short=True)
    bench.run(f"everything, {bench.options.pages} pages", "build", "--quiet", "--root", site, "--out", bench.work / "print")


def shipped(bench):
    site, out = bench.shipped(), bench.work / "shipped"
    bench.run("the shipped site from nothing", "build", "--quiet", "--root", site, "--out", out)
    bench.run("the same, unchanged", "build", "--quiet", "--root", site, "--out", out)
    size = sum(file.stat().st_size for file in out.rglob("*") if file.is_file())
    print(f"{'bytes of the shipped site':44} {size / 1e6:8.1f} MB")


def branches(bench):
    site, count = bench.shipped(), bench.options.branches
    register = site / "content/branches.toml"
    first = re.search(r"\[\[branch\]\].*?(?=\n\[\[branch\]\]|\Z)", register.read_text(), re.S).group()
    copies = [re.sub(r'id = "[^"]*"', f'id = "branch-{number}"', first, count=1) for number in range(count)]
    register.write_text("\n\n".join(copies) + "\n")
    build = ["build", "--quiet", "--root", site, "--out", bench.work / "branches", "--only", "print"]
    own, _ = bench.run("the site's own leaflets", *build)
    whole, _ = bench.run(f"and copies for {count} branches", *build, "--branches", "all")
    print(f"{'seconds a branch':44} {(whole - own) / count:8.2f}")


def small(bench):
    """In two gigabytes of address space a job ends with a result or a clear word."""
    for pages in GROWTH:
        site = bench.site(pages)
        bench.run(f"HTML and search, {pages} pages, 2 GB of address space", "build", "--quiet", "--root", site, "--out",
                  bench.work / "small", "--only", "html,search", limit=2 << 30, fails=False)
        shutil.rmtree(site.parent)


def serve(bench):
    """From saving a page to a browser that gets it: in a large site, and while leaflets are typeset."""
    large = bench.options.pages * 10
    for what, site, pause in ((f"{large} pages", bench.site(large), 5),
                              ("200 pages, leaflets being typeset", bench.site(200, short=True), 2)):
        process = subprocess.Popen([bench.options.wuzha, "serve", "--port", "0", "--root", site], stdout=subprocess.PIPE,
                                   stderr=subprocess.DEVNULL, text=True)
        try:
            address = re.search(r"http://[\d.:]+/", process.stdout.readline()).group()
            page = sorted(site.glob("content/cases/*/zh.md"))[0]
            url = f"{address}cases/{page.parent.name}/"
            times = []
            for number in range(5):
                time.sleep(pause)
                page.write_text(page.read_text().replace("\n\n##", f"\n\n先核对再决定，第{number}次。\n\n##", 1))
                times.append(seconds_until(url, f"第{number}次"))
            print(f"{f'an edit seen, {what}':44} {1000 * statistics.median(times):8.0f} ms, "
                  f"{1000 * max(times):.0f} at most", flush=True)
        finally:
            process.kill()
            process.wait()


def seconds_until(url, text):
    start = time.perf_counter()
    while text not in urllib.request.urlopen(url).read().decode():
        time.sleep(0.002)
    return time.perf_counter() - start


JOBS = {
    "check": check, "pages": pages, "search": search, "print": print_site, "shipped": shipped, "branches": branches,
    "small": small, "growth": growth, "serve": serve,
}

if __name__ == "__main__":
    main()
