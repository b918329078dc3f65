"""The fault switch of a service: `PUT /fault {"fault": "slow" | "fail" | "none"}`, and `GET /fault`."""

from time import sleep

from flask import Blueprint, abort, jsonify, request
from werkzeug.exceptions import HTTPException

FAULTS = ("none", "slow", "fail")
LONGEST_DELAY_SECONDS = 10

faults = Blueprint("faults", __name__)
switch = {"fault": "none"}


@faults.before_app_request
def misbehave():
    if request.path == "/fault":
        return
    if switch["fault"] == "slow":
        sleep(1.5)
    if switch["fault"] == "fail":
        raise RuntimeError("The fault switch of this service is on")


@faults.get("/fault")
def get_fault():
    return switch


@faults.put("/fault")
def set_fault():
    fault = request.json.get("fault")
    if fault not in FAULTS:
        abort(400, f"fault must be one of {', '.join(FAULTS)}")
    switch["fault"] = fault
    return switch


@faults.get("/slow")
def slow():
    delay_millis = min(max(request.args.get("delay", 0, int), 0), LONGEST_DELAY_SECONDS * 1000)
    sleep(delay_millis / 1000)
    return {"waitedMillis": delay_millis}


@faults.get("/fail")
def fail():
    raise RuntimeError("The ledger cannot be read")


@faults.app_errorhandler(HTTPException)
def refuse(error):
    # The message of an unhandled exception is clearer than "Internal Server Error".
    cause = getattr(error, "original_exception", None) or error.description
    return jsonify(error=str(cause)), error.code
