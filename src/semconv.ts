/**
 * Every name that otel-rum emits: spans, events, metrics and attributes. OpenTelemetry's semantic conventions
 * (https://opentelemetry.io/docs/specs/semconv/) come first, then the names of open-telemetry/opentelemetry-browser, then
 * ours, which all start with `otel_rum.`. `npm run docs:signals` makes `docs/reference/signals.md` from this file.
 */

// Resource

/** The app's name. Resource. @example 'shop' */
export const SERVICE_NAME = 'service.name';
/** The app's version. Resource. @example '1.4.2' */
export const SERVICE_VERSION = 'service.version';
/** The deployment's name. Resource. @example 'production' */
export const DEPLOYMENT_ENVIRONMENT_NAME = 'deployment.environment.name';
/** The SDK that creates the records; always `otel-rum`. Resource. @example 'otel-rum' */
export const TELEMETRY_SDK_NAME = 'telemetry.sdk.name';
/** Always `webjs`. Resource. @example 'webjs' */
export const TELEMETRY_SDK_LANGUAGE = 'telemetry.sdk.language';
/** The version of that SDK, which is otel-rum's. Resource. @example '0.1.0' */
export const TELEMETRY_SDK_VERSION = 'telemetry.sdk.version';
/** Always `otel-rum`. Resource. @example 'otel-rum' */
export const TELEMETRY_DISTRO_NAME = 'telemetry.distro.name';
/** The version of otel-rum. Resource. @example '0.1.0' */
export const TELEMETRY_DISTRO_VERSION = 'telemetry.distro.version';
/** Brand and version pairs of the browser. Resource of traces and logs. @example ['Chromium 156'] */
export const BROWSER_BRANDS = 'browser.brands';
/** The platform that the browser reports. Resource of traces and logs. @example 'Linux' */
export const BROWSER_PLATFORM = 'browser.platform';
/** Whether the browser reports a mobile device. Resource. @example false */
export const BROWSER_MOBILE = 'browser.mobile';
/** The user's preferred language. Resource of traces and logs. @example 'en-GB' */
export const BROWSER_LANGUAGE = 'browser.language';
/** The browser's family, low in cardinality. Resource of metrics. @example 'Chrome' */
export const USER_AGENT_NAME = 'user_agent.name';
/** The user agent string. Resource of traces and logs. @example 'Mozilla/5.0 …' */
export const USER_AGENT_ORIGINAL = 'user_agent.original';

// Who and where, on every span and event

/** The session, shared by the tabs of an origin. Spans, events. @example '5b8efff798038103d269b633813fc60c' */
export const SESSION_ID = 'session.id';
/** The session before this one. Event `session.start`. @example '0af7651916cd43dd8448eb211c80319c' */
export const SESSION_PREVIOUS_ID = 'session.previous_id';
/** The user's id, if the app has set it. Spans, events. @example 'u-4711' */
export const USER_ID = 'user.id';
/** The user's short name, if the app has set it. Spans, events. @example 'ada' */
export const USER_NAME = 'user.name';
/** The user's full name, if the app has set it. Spans, events. @example 'Ada Lovelace' */
export const USER_FULL_NAME = 'user.full_name';
/** The user's e-mail address, if the app has set it. Spans, events. @example 'ada@shop.example' */
export const USER_EMAIL = 'user.email';
/** Identifies a user who must stay anonymous, if the app has set it. Spans, events. @example '364fc68eaf4c8acec74a4e52d7d1feaa' */
export const USER_HASH = 'user.hash';
/** The user's roles, if the app has set them. Spans, events. @example ['editor'] */
export const USER_ROLES = 'user.roles';
/** The current page view. Spans, events. @example '3c1f6d0a9b2e4d57' */
export const PAGE_VIEW_ID = 'otel_rum.page_view.id';
/** The page's URL, redacted. Spans, events. @example 'https://shop.example/movies/7' */
export const DOCUMENT_URL_FULL = 'browser.document.url.full';
/** The template of the page's route; of its path if no router has set it. Spans, events, metrics. @example '/movies/:id' */
export const DOCUMENT_URL_TEMPLATE = 'otel_rum.document.url.template';

// Requests

/** The request's method. Spans, metrics. @example 'GET' */
export const HTTP_REQUEST_METHOD = 'http.request.method';
/** The method as sent, if it is not a known one. Spans. @example 'PURGE' */
export const HTTP_REQUEST_METHOD_ORIGINAL = 'http.request.method_original';
/** The response's status code. Spans, metrics. @example 200 */
export const HTTP_RESPONSE_STATUS_CODE = 'http.response.status_code';
/** Size of the response body as transferred, in bytes. Spans. @example 1024 */
export const HTTP_RESPONSE_BODY_SIZE = 'http.response.body.size';
/** Size of the decoded response body, in bytes. Spans. @example 4096 */
export const HTTP_RESPONSE_BODY_UNCOMPRESSED_SIZE = 'otel_rum.response.body.uncompressed_size';
/** Size of the response with its headers, in bytes; none from a cache. Spans. @example 1324 */
export const HTTP_RESPONSE_SIZE = 'http.response.size';
/** The absolute URL, redacted. Spans, events. @example 'https://shop.example/api/movies/7' */
export const URL_FULL = 'url.full';
/** The URL's path as a template, low in cardinality. Spans, metrics. @example '/api/movies/{id}' */
export const URL_TEMPLATE = 'url.template';
/** The host. Spans, metrics. @example 'shop.example' */
export const SERVER_ADDRESS = 'server.address';
/** The port. Spans. @example 443 */
export const SERVER_PORT = 'server.port';
/**
 * The failure: a status code, an error's name, `timeout`, `network`; `load` if an element could not use its resource and the
 * browser hides the reason. Spans, events, metrics. @example '500'
 */
export const ERROR_TYPE = 'error.type';
/** The protocol's version. Spans. @example '2' */
export const NETWORK_PROTOCOL_VERSION = 'network.protocol.version';
/** `fetch` or `xhr`. Spans. @example 'fetch' */
export const REQUEST_INITIATOR = 'otel_rum.request.initiator';
/** The request was aborted by the page. Spans. @example true */
export const REQUEST_ABORTED = 'otel_rum.request.aborted';
/** Ended early, because the page ended. Spans. @example true */
export const INCOMPLETE = 'otel_rum.incomplete';
/** Milliseconds of the DNS lookup. Spans. @example 12.4 */
export const TIMING_DNS = 'otel_rum.timing.dns';
/** Milliseconds of connecting, TLS included. Spans. @example 30.1 */
export const TIMING_CONNECT = 'otel_rum.timing.connect';
/** Milliseconds of the TLS handshake. Spans. @example 18 */
export const TIMING_TLS = 'otel_rum.timing.tls';
/** Milliseconds before the last request: redirects, and the start of a service worker. Spans. @example 1.2 */
export const TIMING_BLOCKED = 'otel_rum.timing.blocked';
/** Milliseconds from the request's first byte sent to the response's first byte. Spans. @example 42 */
export const TIMING_REQUEST = 'otel_rum.timing.request';
/** Milliseconds from the response's first byte to its last. Spans. @example 3.5 */
export const TIMING_RESPONSE = 'otel_rum.timing.response';

/** Milliseconds of waiting for a free connection, and for the response to a CORS preflight. Spans. @example 80 */
export const TIMING_QUEUE = 'otel_rum.timing.queue';
/** Milliseconds from the call to the response's headers, as the page sees it. Spans. @example 61.5 */
export const TIMING_HEADERS = 'otel_rum.timing.headers';
/** The response came from the browser's cache. Spans. @example true */
export const CACHE_HIT = 'otel_rum.cache_hit';
/** A service worker answered the request. Spans. @example true */
export const SERVICE_WORKER = 'otel_rum.service_worker';
/** The resource blocked rendering. Spans. @example true */
export const RENDER_BLOCKING = 'otel_rum.render_blocking';
/** Number of earlier failures of the same request within a minute. Spans. @example 1 */
export const HTTP_REQUEST_RESEND_COUNT = 'http.request.resend_count';
/** The GraphQL operation's name. Spans. @example 'Film' */
export const GRAPHQL_OPERATION_NAME = 'graphql.operation.name';
/** `query`, `mutation` or `subscription`. Spans. @example 'query' */
export const GRAPHQL_OPERATION_TYPE = 'graphql.operation.type';

// Page load

/** The page load, from the time origin (or activation) to the load event's end. */
export const SPAN_DOCUMENT_LOAD = 'documentLoad';
/** The fetch of the document, child of `documentLoad`. */
export const SPAN_DOCUMENT_FETCH = 'documentFetch';
/**
 * How a page was reached: `navigate`, `reload`, `back_forward`, `prerender`, `restore` (the browser had discarded the
 * tab), `back_forward_cache`; within the document `push`, `replace`, `traverse`, `hash`. Spans, events, metrics.
 * @example 'navigate'
 */
export const NAVIGATION_TYPE = 'browser.navigation.type';
/** Milliseconds to the first byte of a 103 (Early Hints), if there was one. Span `documentLoad`. @example 35 */
export const LOAD_EARLY_HINTS = 'otel_rum.load.early_hints';
/** Milliseconds to the document's first byte, not that of a 103 (Early Hints). Span `documentLoad`. @example 90 */
export const LOAD_FIRST_BYTE = 'otel_rum.load.first_byte';
/** Milliseconds to `domInteractive`. Span `documentLoad`. @example 210 */
export const LOAD_DOM_INTERACTIVE = 'otel_rum.load.dom_interactive';
/** Milliseconds to the end of `DOMContentLoaded`. Span `documentLoad`. @example 240 */
export const LOAD_DOM_CONTENT_LOADED = 'otel_rum.load.dom_content_loaded';
/** Milliseconds to `domComplete`. Span `documentLoad`. @example 700 */
export const LOAD_DOM_COMPLETE = 'otel_rum.load.dom_complete';
/** Source of the link to the backend's trace: `server-timing` or `meta`. Span `documentLoad`. @example 'meta' */
export const LOAD_TRACE_SOURCE = 'otel_rum.load.trace_source';

/** The page was hidden during a part of its load; browsers slow such pages down. Span `documentLoad`, metrics. @example true */
export const LOAD_HIDDEN = 'otel_rum.load.hidden';
/** Milliseconds of starting the service worker. Span `documentFetch`. @example 12 */
export const TIMING_WORKER = 'otel_rum.timing.worker';
/** Milliseconds of redirects, if all were of the page's own origin. Span `documentFetch`. @example 48 */
export const TIMING_REDIRECT = 'otel_rum.timing.redirect';
/** Redirects before the document, if all were of the page's own origin. Span `documentFetch`. @example 1 */
export const REDIRECT_COUNT = 'otel_rum.redirect_count';

// Navigation

/** A route change, from its cause until it has settled. */
export const SPAN_NAVIGATION = 'navigation';
/** A page view started: a document, a soft navigation, a return from the back/forward cache. */
export const EVENT_NAVIGATION = 'browser.navigation';
/** Whether the document stayed the same. Spans, events. @example true */
export const NAVIGATION_SAME_DOCUMENT = 'browser.navigation.same_document';
/** Whether only the fragment changed. Events. @example false */
export const NAVIGATION_HASH_CHANGE = 'browser.navigation.hash_change';
/** URL of the previous page view, redacted. Spans, events. @example 'https://shop.example/' */
export const NAVIGATION_FROM = 'otel_rum.navigation.from';
/**
 * The browser's id of the navigation, if it reports one (Chromium 151); joins a route change with its Web Vitals. Spans, events.
 * @example 8043
 */
export const NAVIGATION_ID = 'otel_rum.navigation.id';
/**
 * What settled a navigation. `soft_navigation`: measured by the browser, from the interaction to the largest paint (Chromium 151).
 * `quiet`: estimated, from the URL's change to the last response or change of the document before 300 ms without any. Ended early:
 * `superseded` by another view, `hidden`, `timeout` after 10 s. Spans, metrics. @example 'soft_navigation'
 */
export const NAVIGATION_REASON = 'otel_rum.navigation.reason';

// User actions

/** A person's click. The span of an action has its event type's name: `click`, `keydown`, … */
export const EVENT_CLICK = 'browser.user_action.click';
/** The event's type. Spans. @example 'click' */
export const ACTION_TYPE = 'otel_rum.user_action.type';
/**
 * The record's parent is likely, not certain: it started in a task whose origin the browser does not show, such as after a native
 * `await`. See docs/reference/causality.md. Spans, events. @example true
 */
export const ACTION_GUESSED = 'otel_rum.action.guessed';
/** The element of the action, by docs/reference/user-actions.md; never its text. Spans, events. @example 'button#buy' */
export const ELEMENT_SELECTOR = 'otel_rum.element.selector';
/** The element's tag name. Spans, events. @example 'button' */
export const ELEMENT_TAG_NAME = 'otel_rum.element.tag_name';
/** The app's own name for the element, from `data-rum-name`. Spans, events. @example 'buy' */
export const ELEMENT_NAME = 'otel_rum.element.name';
/** The third click in a row without an answer of the page. Event. @example true */
export const ACTION_RAGE = 'otel_rum.user_action.rage';
/** A click on a pressable element after which the page did nothing for three seconds. Event. @example true */
export const ACTION_DEAD = 'otel_rum.user_action.dead';
/** The click caused an unhandled error; its span has the status ERROR and `error.type`. Event. @example true */
export const ACTION_ERROR = 'otel_rum.user_action.error';

// Web Vitals

/** One Web Vital, reported by the web-vitals library. */
export const EVENT_WEB_VITAL = 'browser.web_vital';
/** `lcp`, `cls`, `inp`, `fcp` or `ttfb`. Event. @example 'lcp' */
export const WEB_VITAL_NAME = 'browser.web_vital.name';
/** Milliseconds, except for CLS, which has no unit. Event. @example 1180.4 */
export const WEB_VITAL_VALUE = 'browser.web_vital.value';
/** The change since the last report of the same id. Event. @example 1180.4 */
export const WEB_VITAL_DELTA = 'browser.web_vital.delta';
/** The metric instance: reports of one id correct each other. Event. @example 'v6-1700000000000-1234567890123' */
export const WEB_VITAL_ID = 'browser.web_vital.id';
/** `good`, `needs-improvement` or `poor`. Event, metrics. @example 'good' */
export const WEB_VITAL_RATING = 'browser.web_vital.rating';
/**
 * How the page was reached, in web-vitals' words; `soft-navigation` if the browser measured a route change (Chromium 151); in other
 * browsers a document's vitals continue through its routes. Event, metrics. @example 'navigate'
 */
export const WEB_VITAL_NAVIGATION_TYPE = 'browser.web_vital.navigation_type';
/** Prefix of web-vitals' attribution; times in milliseconds. Event. @example 'otel_rum.web_vital.attribution.target' */
export const WEB_VITAL_ATTRIBUTION = 'otel_rum.web_vital.attribution.';
/** Prefix of the vitals' histograms; seconds, except for CLS, which has no unit. @example 'otel_rum.web_vital.lcp' */
export const METRIC_WEB_VITAL = 'otel_rum.web_vital.';
/**
 * Prefix of the histograms that correct them. A vital is counted when it is first reported; if it changes when its page is seen
 * again, the former value is `removed` and the new one `added`. @example 'otel_rum.web_vital.correction.inp'
 */
export const METRIC_WEB_VITAL_CORRECTION = 'otel_rum.web_vital.correction.';
/** Side of a correction: `removed` or `added`. Metrics. @example 'removed' */
export const CORRECTION = 'otel_rum.correction';

// Errors

/** An unhandled error, an unhandled rejection, or an error passed to `captureError`. */
export const EVENT_EXCEPTION = 'exception';
/** The error's name; for other values their kind or class: `String`, `Null`, `Object`, `Event`. Event. @example 'TypeError' */
export const EXCEPTION_TYPE = 'exception.type';
/** The error's message, redacted; for an object its kind and keys. Event. @example 'x is not a function' */
export const EXCEPTION_MESSAGE = 'exception.message';
/** The error's stack, redacted, otherwise as the engine wrote it. Event. @example 'TypeError: x is not a function\n    at …' */
export const EXCEPTION_STACKTRACE = 'exception.stacktrace';
/** Whether the app handled it. Event, metric `otel_rum.exceptions`. @example false */
export const EXCEPTION_HANDLED = 'otel_rum.exception.handled';
/** How it was caught: `onerror`, `captureError`, or a framework's hook. Event. @example 'react.onCaughtError' */
export const EXCEPTION_MECHANISM = 'otel_rum.exception.mechanism';
/** The component stack, from a framework. Event. @example '\n    at Film\n    at App' */
export const EXCEPTION_COMPONENT_STACK = 'otel_rum.exception.component_stack';
/** The name of the error boundary that caught it. Event. @example 'film' */
export const EXCEPTION_BOUNDARY = 'otel_rum.exception.boundary';
/** What Vue was doing, in its own words. Event. @example 'render function' */
export const EXCEPTION_HOOK = 'otel_rum.exception.hook';
/** The same as a code, if Vue's production build reports only that. Event. @example '1' */
export const EXCEPTION_HOOK_CODE = 'otel_rum.exception.hook_code';
/** The chain of `error.cause`, and the errors of an AggregateError, nearest first. Event. @example ['RangeError: too long'] */
export const EXCEPTION_CAUSES = 'otel_rum.exception.causes';
/** The stack's frames, latest first, in one form for all engines: `name@url:line:column`. Event. @example ['pay@https://shop.example/app.js:1:7021'] */
export const EXCEPTION_FRAMES = 'otel_rum.exception.frames';
/** Debug ids (ECMA-426) of the files in the frames, if the bundler has added them: `id url`. Event. @example ['85314830-023f-4cf1-a267-535f4e37bb17 https://shop.example/app.js'] */
export const EXCEPTION_DEBUG_IDS = 'otel_rum.exception.debug_ids';
/** Key of a kind of error that is the same in all builds: function, type, words of the message. Event. @example 'pay TypeError function' */
export const EXCEPTION_GROUP = 'otel_rum.exception.group';
/** Errors of the group that were counted but not sent since its last event; ten per minute are sent. Event. @example 590 */
export const EXCEPTION_SUPPRESSED = 'otel_rum.exception.suppressed';
/** The browser hides the error, since its script is of another origin and was loaded without `crossorigin`. Event. @example true */
export const EXCEPTION_CROSS_ORIGIN = 'otel_rum.exception.cross_origin';
/** The script that threw an unhandled error, or violated the page's policy. Event. @example 'https://shop.example/app.js' */
export const CODE_FILE_PATH = 'code.file.path';
/** Its line. Event. @example 12 */
export const CODE_LINE_NUMBER = 'code.line.number';
/** Its column. Event. @example 7 */
export const CODE_COLUMN_NUMBER = 'code.column.number';

// Long animation frames

/** A long animation frame, with its longest script. */
export const EVENT_LONG_ANIMATION_FRAME = 'browser.long_animation_frame';
/** The frame's length in milliseconds. Event. @example 312 */
export const FRAME_DURATION = 'browser.long_animation_frame.duration';
/** How long it blocked input, in milliseconds. Event. @example 262 */
export const FRAME_BLOCKING_DURATION = 'browser.long_animation_frame.blocking_duration';
/** Milliseconds of style and layout at the frame's end. Event. @example 8 */
export const FRAME_STYLE_AND_LAYOUT_DURATION = 'otel_rum.long_animation_frame.style_and_layout_duration';
/** The longest script's URL, redacted. Event. @example 'https://shop.example/app.js' */
export const FRAME_SCRIPT_URL = 'otel_rum.long_animation_frame.script.source_url';
/** The longest script's function. Event. @example 'render' */
export const FRAME_SCRIPT_FUNCTION = 'otel_rum.long_animation_frame.script.source_function_name';
/** What invoked the longest script. Event. @example 'BUTTON#buy.onclick' */
export const FRAME_SCRIPT_INVOKER = 'otel_rum.long_animation_frame.script.invoker';
/** The longest script's time in milliseconds. Event. @example 300 */
export const FRAME_SCRIPT_DURATION = 'otel_rum.long_animation_frame.script.duration';
/** The longest script's debug id (ECMA-426), if its bundler has registered one. Event. @example '85314830-023f-4cf1-a267-535f4e37bb17' */
export const FRAME_SCRIPT_DEBUG_ID = 'otel_rum.long_animation_frame.script.debug_id';
/** Position of the longest script's function, in characters from the script's start. Event. @example 48231 */
export const FRAME_SCRIPT_POSITION = 'otel_rum.long_animation_frame.script.source_char_position';

// Connections and beacons, of `otel-rum/extras`

/** A WebSocket, from its construction to its close; the URL's template follows in the name: `WebSocket /live/{id}`. */
export const SPAN_WEB_SOCKET = 'WebSocket';
/** An EventSource, from its construction to its close; the URL's template follows in the name: `EventSource /news`. */
export const SPAN_EVENT_SOURCE = 'EventSource';
/** `websocket`. Spans. @example 'websocket' */
export const NETWORK_PROTOCOL_NAME = 'network.protocol.name';
/** Milliseconds until the connection was open. Spans. @example 38.2 */
export const CONNECTION_OPEN = 'otel_rum.connection.open';
/** Messages that the page has sent. Spans. @example 12 */
export const MESSAGES_SENT = 'otel_rum.connection.messages.sent';
/** Messages that the page has received. Spans. @example 340 */
export const MESSAGES_RECEIVED = 'otel_rum.connection.messages.received';
/** Bytes of the messages that the page has sent, before compression. Spans. @example 960 */
export const BYTES_SENT = 'otel_rum.connection.bytes.sent';
/** Bytes of the messages that the page has received, after decompression. Spans. @example 48210 */
export const BYTES_RECEIVED = 'otel_rum.connection.bytes.received';
/** How often an EventSource lost its connection and reconnected. Spans. @example 2 */
export const RECONNECTS = 'otel_rum.connection.reconnects';
/** The negotiated subprotocol. Spans. @example 'graphql-transport-ws' */
export const SOCKET_PROTOCOL = 'otel_rum.web_socket.protocol';
/** The code of the close. Spans. @example 1000 */
export const SOCKET_CLOSE_CODE = 'otel_rum.web_socket.close_code';
/** Whether both sides agreed to the close. Spans. @example true */
export const SOCKET_CLEAN = 'otel_rum.web_socket.clean';
/** The page called `navigator.sendBeacon`. */
export const EVENT_BEACON = 'otel_rum.beacon';
/** Whether the browser accepted the beacon. Event. @example true */
export const BEACON_ACCEPTED = 'otel_rum.beacon.accepted';
/** Bytes of the request's body; unknown for a form. Events. @example 512 */
export const HTTP_REQUEST_BODY_SIZE = 'http.request.body.size';

// Resources

/** A resource that failed, was slow or blocked rendering. Its phases and sizes have the same names as those of requests. */
export const EVENT_RESOURCE_TIMING = 'browser.resource_timing';
/** A resource of the page load, child of `documentLoad`; by `resourceSpans()` of `otel-rum/extras`. */
export const SPAN_RESOURCE_FETCH = 'resourceFetch';
/** What requested the resource, in the words of Resource Timing. Event, span `resourceFetch`. @example 'script' */
export const RESOURCE_INITIATOR_TYPE = 'browser.resource_timing.initiator_type';
/** Milliseconds from the resource's start to its last byte. Event, span `resourceFetch`. @example 1240 */
export const RESOURCE_DURATION = 'browser.resource_timing.duration';

// The console, of `otel-rum/extras`

/** A message on the page's console: the text is the body, an error among the arguments is in `exception.*`. */
export const EVENT_CONSOLE = 'browser.console';
/** The console's method. Event. @example 'warn' */
export const CONSOLE_METHOD = 'browser.console.method';

// Other events

/** A violation of the page's Content Security Policy; its position in the code is in `code.*`. */
export const EVENT_CSP_VIOLATION = 'otel_rum.csp_violation';
/** The directive that was violated. Event. @example 'script-src-elem' */
export const CSP_DIRECTIVE = 'otel_rum.csp_violation.effective_directive';
/** What was blocked, redacted. Event. @example 'https://ads.example/a.js' */
export const CSP_BLOCKED_URI = 'otel_rum.csp_violation.blocked_uri';
/** `enforce`: it was blocked; `report`: only reported. Event. @example 'enforce' */
export const CSP_DISPOSITION = 'otel_rum.csp_violation.disposition';
/** A session started. */
export const EVENT_SESSION_START = 'session.start';
/** A session ended. */
export const EVENT_SESSION_END = 'session.end';

// Components, if the app times them (`otel-rum/react`, `otel-rum/vue`)

/** A component was rendered for the first time, with its children. */
export const EVENT_COMPONENT_MOUNT = 'otel_rum.component_mount';
/** Name of the component. Event. @example 'film-list' */
export const COMPONENT_NAME = 'otel_rum.component_mount.name';
/** Milliseconds from the start of its rendering until it is in the page. Event. @example 12.5 */
export const COMPONENT_DURATION = 'otel_rum.component_mount.duration';

// Stores, with `rumPinia` of `otel-rum/vue`

/** An action of a store ran; has `error.type` if it failed. */
export const EVENT_STORE_ACTION = 'otel_rum.store_action';
/** The store's id. Event. @example 'cart' */
export const STORE_ID = 'otel_rum.store_action.store';
/** The action's name. Event. @example 'checkout' */
export const STORE_ACTION = 'otel_rum.store_action.name';
/** Milliseconds until it returned, or its promise settled. Event. @example 84.2 */
export const STORE_DURATION = 'otel_rum.store_action.duration';

// Metrics

/** Histogram, seconds: requests, from the call to the response's headers. */
export const METRIC_REQUEST_DURATION = 'http.client.request.duration';
/** Histogram, seconds: page loads. */
export const METRIC_PAGE_LOAD_DURATION = 'otel_rum.page_load.duration';
/** Histogram, seconds: soft navigations until settled, with the reason. */
export const METRIC_NAVIGATION_DURATION = 'otel_rum.navigation.duration';
/** Counter: errors. */
export const METRIC_EXCEPTIONS = 'otel_rum.exceptions';
/** Attribute of the series for measurements beyond the limit of attribute sets. @example true */
export const METRIC_OVERFLOW = 'otel.metric.overflow';

// Sampling

/** Sent although its session is not sampled, because an error or a poor vital followed (`keepOnError`). Spans, events. @example true */
export const KEPT_ON_ERROR = 'otel_rum.sampling.kept_on_error';

// Statistics of our own exports

/** Spans that were sent; the others have `error.type`: a status code, `rejected` by the collector, `expired` in the store. Counter, {span}. @example 50 */
export const METRIC_SPANS_EXPORTED = 'otel.sdk.exporter.span.exported';
/** The same for log records, including events. Counter, {log_record}. @example 12 */
export const METRIC_LOGS_EXPORTED = 'otel.sdk.exporter.log.exported';
/** The same for data points; `answer_lost`: they may have arrived, and are not sent again. Counter, {data_point}. @example 7 */
export const METRIC_POINTS_EXPORTED = 'otel.sdk.exporter.metric_data_point.exported';
/** Spans that were dropped before sending, with `error.type` `queue_full`. Counter, {span}. @example 3 */
export const METRIC_SPANS_PROCESSED = 'otel.sdk.processor.span.processed';
/** The same for log records. Counter, {log_record}. @example 3 */
export const METRIC_LOGS_PROCESSED = 'otel.sdk.processor.log.processed';
/** Spans sent again because the answer was lost: the collector may have them twice. Counter, {span}. @example 50 */
export const METRIC_SPANS_RESENT = 'otel_rum.exporter.span.resent';
/** The same for log records. Counter, {log_record}. @example 12 */
export const METRIC_LOGS_RESENT = 'otel_rum.exporter.log.resent';
/** Bytes of export requests, before compression. Counter, By. @example 18200 */
export const METRIC_REQUEST_BYTES = 'otel_rum.exporter.request.size';
/** Main-thread time of otel-rum's own callbacks. Counter, s. @example 0.012 */
export const METRIC_MAIN_THREAD = 'otel_rum.main_thread.duration';
