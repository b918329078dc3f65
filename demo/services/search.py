"""Search: full text over the catalogue, by Elasticsearch.

Nothing in here is about tracing: `opentelemetry-instrument flask --app search run` is.
"""

import os
from unicodedata import combining, normalize

from catalogue import movies
from elasticsearch import Elasticsearch
from elasticsearch.helpers import bulk
from faults import faults
from flask import Flask, request

FIELDS = ["title^4", "tagline^2", "genre", "director", "cast", "year", "synopsis"]

app = Flask(__name__)
app.register_blueprint(faults)
engine = Elasticsearch(os.environ["ELASTICSEARCH_URL"])


def plain(text):
    """Without accents, as people type."""
    return "".join(letter for letter in normalize("NFD", str(text)) if not combining(letter))


@app.get("/search")
def search():
    query = {
        # Every word must occur in some field; of the last one, a prefix is enough.
        "multi_match": {
            "query": plain(request.args.get("q", "")),
            "fields": FIELDS,
            "type": "bool_prefix",
            "operator": "and",
        }
    }
    found = engine.search(index="films", body={"query": query, "_source": False, "size": len(movies)})
    return {"ids": [int(hit["_id"]) for hit in found["hits"]["hits"]], "tookMillis": found["took"]}


def documents():
    for movie in movies:
        texts = {name: plain(movie[name]) for name in (field.split("^")[0] for field in FIELDS)}
        yield {"_index": "films", "_id": movie["id"], **texts}


engine.indices.delete(index="films", ignore=404)
engine.indices.create(index="films", body={"settings": {"number_of_replicas": 0}})
bulk(engine, documents(), refresh=True)
