"""Write outputs/schema/*.schema.json from the code; with --check, say whether they are up to date and exit 1 if not."""

import argparse
import json
import sys
from pathlib import Path

from corpus_cli import document
from corpus_cli.themes import as_json

FOLDER = Path(__file__).resolve().parent.parent / "outputs" / "schema"
SCHEMAS = {"document.schema.json": document.json_schema, "themes.schema.json": as_json.json_schema}


def main() -> None:
    """Write or check every schema."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true")
    check = parser.parse_args().check
    stale = []
    for name, schema in SCHEMAS.items():
        text = json.dumps(schema(), ensure_ascii=False, indent=2) + "\n"
        path = FOLDER / name
        if check and (not path.is_file() or path.read_text(encoding="utf-8") != text):
            stale.append(name)
        elif not check:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
    if stale:
        sys.exit(f"stale: {', '.join(stale)}; run python scripts/build_schema.py and commit the result")


if __name__ == "__main__":
    main()
