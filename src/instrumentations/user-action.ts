import {
  type Attributes,
  type Context,
  ROOT_CONTEXT,
  type Span,
  SpanStatusCode,
  trace,
} from '@opentelemetry/api';
import { listenToPage } from '../browser/lifecycle.js';
import { actionTarget, describeElement, NAME_ATTRIBUTE } from '../browser/selector.js';
import { type TimerCallback, wrapTimers } from '../browser/timers.js';
import { pageAttributes } from '../context/page-view.js';
import type { Instrumentation } from '../instrumentation.js';
import * as names from '../semconv.js';

/** Events that a person causes, in rising order of what they say: a click that submits a form is a submit. */
const TYPES = ['keydown', 'change', 'click', 'submit'];
/** A timer that an action sets keeps it open when it is due this soon: searches wait for a pause in typing. */
const MAX_TIMER_MILLIS = 1_000;
/** The action that the latest event opened. */
interface Acting {
  readonly span: Span;
  type: string;
  readonly clicks: { readonly timestamp: number; readonly attributes: Attributes }[];
}

/** OpenTelemetry's SeverityNumber INFO. */
const SEVERITY_INFO = 9;

/**
 * A span for each action of a person that caused something, from the event's timestamp to the last thing it caused;
 * an event for every click. Listens on the window, before the page's handlers, and changes nothing for them.
 */
export const userActions = (): Instrumentation => ({
  name: 'user-action',
  setup({ tracer, logger, clock, page, actions, guard, onPageEnd }) {
    let latest: Acting | undefined;

    const attributesOf = (element: Element) => {
      const target = actionTarget(element);
      return {
        [names.ELEMENT_SELECTOR]: describeElement(target),
        [names.ELEMENT_TAG_NAME]: target.localName,
        [names.ELEMENT_NAME]: target.getAttribute(NAME_ATTRIBUTE) ?? undefined,
      };
    };

    /** Clicks are told when it is known whether their action has a span that they can point to. */
    const report = (clicks: Acting['clicks'], context: Context) => {
      for (const { timestamp, attributes } of clicks) {
        logger.emit({
          eventName: names.EVENT_CLICK,
          severityNumber: SEVERITY_INFO,
          timestamp,
          attributes,
          context,
        });
      }
    };

    const onEvent = guard((event: Event) => {
      // What a script dispatches is no person's doing.
      if (!event.isTrusted) return;
      // Inside a shadow tree the event's target is its host.
      const [element] = event.composedPath();
      if (!(element instanceof Element)) return;
      const attributes = attributesOf(element);
      // Told later, but it happened on the page as it is now.
      const click = {
        timestamp: clock.toEpoch(event.timeStamp),
        attributes: { ...pageAttributes(page.current()), ...attributes },
      };

      // A key that clicks a button that submits a form: one action, named after what it came to.
      if (actions.isEntered() && latest) {
        if (event.type === 'click') latest.clicks.push(click);
        if (TYPES.indexOf(event.type) > TYPES.indexOf(latest.type)) {
          latest.type = event.type;
          latest.span
            .updateName(event.type)
            .setAttributes({ ...attributes, [names.ACTION_TYPE]: event.type });
        }
        return;
      }
      const span = tracer.startSpan(event.type, {
        root: true,
        startTime: click.timestamp,
        attributes: { ...attributes, [names.ACTION_TYPE]: event.type },
      });
      const acting: Acting = { span, type: event.type, clicks: event.type === 'click' ? [click] : [] };
      const own = trace.setSpan(ROOT_CONTEXT, span);
      latest = acting;
      actions.open(own, (lastAt, errorType) => {
        report(acting.clicks, lastAt === undefined ? ROOT_CONTEXT : own);
        // A sampler that keeps errors keeps the trace that the error names.
        if (errorType)
          span.setStatus({ code: SpanStatusCode.ERROR }).setAttribute(names.ERROR_TYPE, errorType);
        // A span that is never ended is never sent: an action that caused nothing leaves no trace.
        if (lastAt !== undefined) span.end(clock.toEpoch(Math.max(lastAt, event.timeStamp)));
      });
    });

    const stops = TYPES.map((type) => listenToPage(type, onEvent, true));
    const wrapTimer = guard(
      (callback: TimerCallback, delayMillis: number, repeats: boolean): TimerCallback => {
        const action = actions.current();
        if (!repeats && delayMillis <= MAX_TIMER_MILLIS) action?.expect(delayMillis);
        return function (this: unknown, ...args) {
          actions.enter(action);
          return callback.apply(this, args);
        };
      },
    );
    const unwrap = wrapTimers((callback, ...timer) => wrapTimer(callback, ...timer) ?? callback);
    onPageEnd(() => actions.closeAll());
    return () => {
      for (const stop of stops) stop();
      unwrap();
      actions.closeAll();
    };
  },
});
