"""Lays out the pages for ./site: pages.py FOLDER

The documents keep their places. A file that one of them links to is copied; for a folder a page is made that shows its files,
because a site has no listings.
"""
import os
import re
import subprocess
import sys
from pathlib import Path

LINK = re.compile(r"(?<=\]\()(?P<target>[^)#:\s]+)(?P<anchor>#[^)]*)?(?=\))")
ITEM = re.compile(r" *([-*]|\d+\.) ")
LANGUAGES = {".java": "java", ".xml": "xml", ".yaml": "yaml", ".yml": "yaml"}


def files(*under):
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard", "--", *under], check=True, stdout=subprocess.PIPE
    )
    return [Path(name) for name in listed.stdout.decode().split("\0") if name]


def put(page, content):
    page.parent.mkdir(parents=True, exist_ok=True)
    page.write_bytes(content if isinstance(content, bytes) else content.encode())


def listing(folder):
    parts = [f"# {folder}\n"]
    for file in files(str(folder)):
        parts.append(f"## {file.relative_to(folder)}\n\n````{LANGUAGES.get(file.suffix, 'text')}\n{file.read_text(encoding='utf-8').rstrip()}\n````\n")
    return "\n".join(parts)


def check_lists(document, text):
    """mkdocs takes a list without an empty line before it for a part of the paragraph; GitHub does not."""
    fenced, before = False, ""
    for number, line in enumerate(text.splitlines(), 1):
        fenced ^= line.lstrip().startswith("```")
        if not fenced and ITEM.match(line) and before and not before.startswith(("#", " ")) and not ITEM.match(before):
            sys.exit(f"{document}:{number}: a list needs an empty line before it")
        before = line


def lay_out(document, pages):
    text = document.read_text(encoding="utf-8")
    check_lists(document, text)

    def resolved(link):
        target = Path(os.path.normpath(document.parent / link["target"]))
        if target.is_dir():
            put(pages / target / "index.md", listing(target))
            return link["target"].rstrip("/") + "/index.md" + (link["anchor"] or "")
        if target.suffix != ".md" and target.is_file():
            put(pages / target, target.read_bytes())
        return link[0]

    put(pages / document, LINK.sub(resolved, text))


for each in files("*.md", "docs/*.md", ":!*/src/*"):
    lay_out(each, Path(sys.argv[1]))
