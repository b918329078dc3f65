"""Does what no environment variable of OpenTelemetry does. Installing it is enough: the app needs no code.

Responses carry `Server-Timing: traceparent;desc="00-…"`, by which the browser's page load joins the server's trace.
Spans carry the baggage entries that OTEL_BAGGAGE_ATTRIBUTES names, comma-separated, as attributes.
"""

import os

from opentelemetry import baggage, trace
from opentelemetry.instrumentation.propagators import (
    ResponsePropagator,
    default_setter,
    set_global_response_propagator,
)
from opentelemetry.sdk.trace import SpanProcessor


class ServerTiming(ResponsePropagator):
    """Adds the span's context to a response's headers."""

    # Django's instrumentation passes no setter, and treats the response as a dict.
    def inject(self, carrier, context=None, setter=default_setter):
        span = trace.get_current_span(context).get_span_context()
        if span.is_valid:
            traceparent = f"00-{span.trace_id:032x}-{span.span_id:016x}-{span.trace_flags:02x}"
            setter.set(carrier, "Server-Timing", f'traceparent;desc="{traceparent}"')


class BaggageAttributes(SpanProcessor):
    """Copies baggage entries to each span that begins: named ones only, since clients can send anything."""

    def __init__(self, names):
        self.names = names

    def on_start(self, span, parent_context=None):
        for name in self.names:
            value = baggage.get_baggage(name, parent_context)
            if value is not None:
                span.set_attribute(name, value)


def install():
    set_global_response_propagator(ServerTiming())
    names = [name for name in os.environ.get("OTEL_BAGGAGE_ATTRIBUTES", "").split(",") if name]
    trace.get_tracer_provider().add_span_processor(BaggageAttributes(names))
