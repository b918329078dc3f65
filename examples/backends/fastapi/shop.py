"""A FastAPI app, without a line about tracing: see docs/guides/backends.md."""

import os

from fastapi import FastAPI
from fastapi.middleware.cors import CORSMiddleware
from fastapi.responses import HTMLResponse

app = FastAPI()

# Pages of another origin may send what joins their traces with ours.
app.add_middleware(
    CORSMiddleware,
    allow_origins=[os.environ["ALLOWED_ORIGIN"]],
    allow_headers=["traceparent", "tracestate", "baggage"],
)


@app.get("/", response_class=HTMLResponse)
def page():
    return os.environ["PAGE"]


@app.get("/api/films")
def films():
    return ["The Quiet Orbit"]
