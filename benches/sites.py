#!/usr/bin/env python3
"""sites.py CORPUS.jsonl OUT: writes OUT/wuzha, OUT/hugo and OUT/blades, the same bilingual site with the same page
furniture (language switch, hreflang, terms, links to other pages, paginated lists, feeds, sitemap).

The templates of Hugo and Blades are as plain as they can be; wuzha uses its own full theme."""
import hashlib, json, pathlib, sys

HUGO_CONFIG = """baseURL = "https://example.org/"
title = "bench"
defaultContentLanguage = "zh"
[services.rss]
limit = 20
[pagination]
pagerSize = 20
[taxonomies]
tag = "tags"
audience = "audience"
[languages.zh]
weight = 1
[languages.en]
weight = 2
"""

HUGO_LAYOUTS = {
    "_default/baseof.html": """<!doctype html><html lang="{{ .Language.Lang }}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>{{ .Title }}</title>{{ block "head" . }}{{ end }}<link rel="stylesheet" href="/main.css"></head><body><nav><a href="/">zh</a> <a href="/en/">en</a></nav><main>{{ block "main" . }}{{ end }}</main><footer>96110</footer></body></html>""",
    "_default/single.html": """{{ define "head" }}<meta name="description" content="{{ .Description }}"><meta property="og:title" content="{{ .Title }}"><link rel="canonical" href="{{ .Permalink }}">{{ range .Translations }}<link rel="alternate" hreflang="{{ .Language.Lang }}" href="{{ .Permalink }}">{{ end }}{{ end }}{{ define "main" }}<article><h1>{{ .Title }}</h1><p>{{ .Description }}</p><time>{{ .Date.Format "2006-01-02" }}</time><ul>{{ range .GetTerms "tags" }}<li><a href="{{ .Permalink }}">{{ .Title }}</a></li>{{ end }}</ul>{{ .TableOfContents }}{{ .Content }}{{ with .PrevInSection }}<a href="{{ .Permalink }}">{{ .Title }}</a>{{ end }}{{ with .NextInSection }}<a href="{{ .Permalink }}">{{ .Title }}</a>{{ end }}</article>{{ end }}""",
    "_default/list.html": """{{ define "main" }}<h1>{{ .Title }}</h1><ul>{{ range .Paginator.Pages }}<li><a href="{{ .Permalink }}">{{ .Title }}</a> {{ .Description }}</li>{{ end }}</ul>{{ with .Paginator.Next }}<a href="{{ .URL }}">next</a>{{ end }}{{ end }}""",
    "index.html": """{{ define "main" }}<h1>{{ .Title }}</h1>{{ end }}""",
    "_default/terms.html": """{{ define "main" }}<ul>{{ range .Pages }}<li><a href="{{ .Permalink }}">{{ .Title }}</a></li>{{ end }}</ul>{{ end }}""",
}

BLADES_HEAD = """<!doctype html><html lang="{{lang}}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>{{title}}</title><meta name="description" content="{{summary}}"><meta property="og:title" content="{{title}}"><link rel="canonical" href="{{permalink}}"><link rel="alternate" hreflang="{{other lang}}" href="{{other url}}"><link rel="stylesheet" href="/assets/main.css"></head><body><nav><a href="/zh/">zh</a> <a href="/en/">en</a></nav><main>"""
BLADES_FOOT = """</main><footer>96110</footer></body></html>"""
BLADES_TEMPLATES = {
    "page.html": """<article><h1>{{title}}</h1><p>{{summary}}</p>{{#date}}<time>{{y}}-{{m}}-{{d}}</time>{{/date}}<ul>{{#tags}}<li><a href="{{permalink}}">{{title}}</a></li>{{/tags}}</ul>{{content}}{{#previous}}<a href="{{permalink}}">{{title}}</a>{{/previous}}{{#next}}<a href="{{permalink}}">{{title}}</a>{{/next}}</article>""",
    "section.html": """<h1>{{title}}</h1><ul>{{#subsections}}<li><a href="{{permalink}}">{{title}}</a></li>{{/subsections}}{{#pages}}<li><a href="{{permalink}}">{{title}}</a> {{summary}}</li>{{/pages}}</ul>{{#pagination}}{{#next}}<a href="{{permalink}}">next</a>{{/next}}{{/pagination}}""",
    "taxonomy.html": """<h1>{{title}}</h1><ul>{{#keys}}<li><a href="{{permalink}}">{{key}}</a></li>{{/keys}}</ul>""",
    "taxonomy_key.html": """<h1>{{title}}</h1><ul>{{#pages}}<li><a href="{{permalink}}">{{title}}</a> {{summary}}</li>{{/pages}}</ul>""",
}

WUZHA_CONFIG = """base_url = "https://example.org"
languages = ["zh", "en"]
page_size = 20
""" + "".join(f'[{key}]\nzh = "bench"\nen = "bench"\n' for key in ("title", "tagline", "issuer"))


def main(corpus, out):
    pages = [json.loads(line) for line in open(corpus)]
    hugo(pages, out / "hugo")
    blades(pages, out / "blades")
    wuzha(pages, out / "wuzha")


def hugo(pages, root):
    write(root / "hugo.toml", HUGO_CONFIG)
    write(root / "static/main.css", "body{font:16px/1.6 sans-serif;max-width:70ch;margin:auto}")
    for name, layout in HUGO_LAYOUTS.items():
        write(root / "layouts" / name, layout)
    for language, title in (("zh", "首页"), ("en", "Home")):
        for name in ("_index", "cases/_index"):
            write(root / f"content/{name}.{language}.md", f'+++\ntitle = "{title}"\n+++\n')
    for page in pages:
        for language in ("zh", "en"):
            text = page[language]
            links = " · ".join(f'[{slug}]({{{{< relref "/cases/{slug}.md" >}}}})' for slug in page["links"])
            head = "\n".join([
                f'title = {quoted(text["title"])}', f'date = {page["date"]}', f'description = {quoted(text["summary"])}',
                f'tags = {quoted(page["channels"])}', f'audience = {quoted(page["audiences"])}',
            ])
            body = "\n\n".join(text["body"] + [links])
            write(root / f'content/cases/{page["slug"]}.{language}.md', f"+++\n{head}\n+++\n\n{body}\n")


def blades(pages, root):
    """It knows no languages: each is a section, with the other's address in the page."""
    write(root / "Blades.toml", 'title = "bench"\nurl = "https://example.org"\n[taxonomies.tags]\ntitle = "Tags"\n[taxonomies.audience]\ntitle = "Audience"\n')
    write(root / "assets/main.css", "body{font:16px/1.6 sans-serif;max-width:70ch;margin:auto}")
    for name, body in BLADES_TEMPLATES.items():
        write(root / "templates" / name, BLADES_HEAD + body + BLADES_FOOT)
    write(root / "content/index.toml", 'title = "bench"\n')
    for language in ("zh", "en"):
        write(root / f"content/{language}/index.toml", 'title = "bench"\n')
        write(root / f"content/{language}/cases/index.toml", 'title = "bench"\npaginate_by = 20\n')
    for page in pages:
        for language, other in (("zh", "en"), ("en", "zh")):
            text, slug = page[language], page["slug"]
            head = "\n".join([
                f'title = {quoted(text["title"])}', f'date = {page["date"]}', f'summary = {quoted(text["summary"])}',
                f'lang = "{language}"', f'other = {{ lang = "{other}", url = "https://example.org/{other}/cases/{slug}" }}',
                "[taxonomies]", f'tags = {quoted(page["channels"])}', f'audience = {quoted(page["audiences"])}',
            ])
            links = " · ".join(f"[{slug}](/{language}/cases/{slug})" for slug in page["links"])
            body = "\n\n".join(text["body"] + [links])
            write(root / f"content/{language}/cases/{slug}.md", f"+++\n{head}\n+++\n\n{body}\n")


def wuzha(pages, root):
    write(root / "wuzha.toml", WUZHA_CONFIG)
    for page in pages:
        folder = root / "content/cases" / page["slug"]
        keys = ("channels", "payments", "audiences")
        facts = [f'date = {page["date"]}', 'origin = "composite"'] + [f"{key} = {quoted(page[key])}" for key in keys]
        write(folder / "page.toml", "\n".join(facts) + "\n")
        links = " · ".join(f"[{slug}](@/cases/{slug})" for slug in page["links"])
        source = prose(page["zh"], links)
        write(folder / "zh.md", source)
        write(folder / "en.md", prose(page["en"], links, f'translates = "{digest(source)}"\n'))


def prose(text, links, more=""):
    body = "\n\n".join(text["body"] + [links])
    return f'+++\ntitle = {quoted(text["title"])}\nsummary = {quoted(text["summary"])}\n{more}+++\n\n{body}\n'


def digest(source):
    """What a translation names as the text it was made from; see `digest` in src/site/assemble.rs."""
    lines = [line.rstrip() + "\n" for line in source.rstrip().split("\n")]
    return hashlib.sha256("".join(lines).encode()).hexdigest()[:12]


def quoted(value):
    return json.dumps(value, ensure_ascii=False)


def write(path, text):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)


if __name__ == "__main__":
    main(sys.argv[1], pathlib.Path(sys.argv[2]))
