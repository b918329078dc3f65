"""The films of ../catalogue, which all services share."""

import json
from pathlib import Path

movies = json.loads((Path(__file__).parent.parent / "catalogue" / "movies.json").read_text("utf-8"))
by_id = {movie["id"]: movie for movie in movies}
