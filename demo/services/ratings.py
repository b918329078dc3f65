"""Ratings: what films are worth, and which go together. The votes are in Redis.

Nothing in here is about tracing: `opentelemetry-instrument flask --app ratings run` is.
"""

import os

import redis
from catalogue import by_id, movies
from faults import faults
from flask import Flask, abort, render_template, request

app = Flask(__name__)
app.register_blueprint(faults)
store = redis.Redis.from_url(os.environ["REDIS_URL"], decode_responses=True)


def key(movie_id):
    return f"movie:{movie_id}"


def rating(movie_id, total, votes):
    return {"id": movie_id, "score": round(float(total) / int(votes), 1), "votes": int(votes)}


def ratings_of(ids):
    # One round trip and one span for a whole page of films.
    with store.pipeline(transaction=False) as pipe:
        for movie_id in ids:
            pipe.hmget(key(movie_id), "total", "votes")
        return [rating(movie_id, *tally) for movie_id, tally in zip(ids, pipe.execute(), strict=True)]


def is_stars(value):
    return isinstance(value, int) and 1 <= value <= 5


@app.get("/ratings")
def list_ratings():
    asked = [int(text) for text in request.args.get("ids", "").split(",") if text.isdecimal()]
    return {"ratings": ratings_of([movie_id for movie_id in asked or by_id if movie_id in by_id])}


@app.put("/ratings/<int:movie_id>")
def rate(movie_id):
    stars, instead_of = request.json.get("stars"), request.json.get("insteadOf")
    if movie_id not in by_id:
        abort(404, "No such film.")
    if not is_stars(stars) or not (instead_of is None or is_stars(instead_of)):
        abort(400, "stars must be a whole number from 1 to 5.")
    # Who votes again changes their vote.
    with store.pipeline() as pipe:
        pipe.hincrbyfloat(key(movie_id), "total", (stars - (instead_of or 0)) * 2)
        pipe.hincrby(key(movie_id), "votes", 0 if instead_of else 1)
        total, votes = pipe.execute()
    return rating(movie_id, total, votes)


@app.get("/recommendations/<int:movie_id>")
def recommend(movie_id):
    movie = by_id.get(movie_id) or abort(404, "No such film.")

    def likeness(other):
        same = 4 * (other["genre"] == movie["genre"]) + 2 * (other["motif"] == movie["motif"])
        return same + (other["palette"] == movie["palette"]) - abs(other["year"] - movie["year"]) / 40

    others = sorted((each for each in movies if each is not movie), key=likeness, reverse=True)
    return {"ids": [other["id"] for other in others[:6]]}


@app.get("/charts")
def charts():
    """A page that this service makes itself: its load joins this service's trace."""
    best = sorted(ratings_of(list(by_id)), key=lambda each: -each["score"])[:10]
    films = [{**by_id[each["id"]], **each} for each in best]
    return render_template("charts.html", films=films, **{name: os.environ[name] for name in ("PAGES_URL", "COLLECTOR_URL")})


with store.pipeline() as pipe:
    for movie in movies:
        pipe.hset(key(movie["id"]), mapping={"total": movie["rating"] * movie["votes"], "votes": movie["votes"]})
    pipe.execute()
