import {
  type Attributes,
  type Context,
  ROOT_CONTEXT,
  type Span,
  SpanStatusCode,
  trace,
} from '@opentelemetry/api';
import { onMessageSent } from '../../browser/current-event.js';
import {
  actionTarget,
  attributeOf,
  describeElement,
  NAME_ATTRIBUTE,
  tagOf,
} from '../../browser/element-name.js';
import { listenToPage } from '../../browser/lifecycle.js';
import { inherited } from '../../causality/cause.js';
import { pageAttributes } from '../../context/page-view.js';
import type { Instrumentation } from '../../instrumentation.js';
import * as names from '../../semconv.js';
import { isDerivedClick, readClick } from './clicked.js';
import { createFrustration } from './frustration.js';
import { createPageAnswers } from './page-answers.js';
import { followTimers } from './timers.js';

/** Events of a person, by rising precedence: a click that submits a form is a submit; a press alone is no action. */
const TYPES = ['wheel', 'touchmove', 'pointerdown', 'keydown', 'change', 'click', 'submit', 'drop'];
/** The action that the latest event opened. */
interface Acting {
  readonly span: Span;
  /** Index in `TYPES`. */
  rank: number;
  readonly clicks: ((context: Context, hasFailed: boolean) => void)[];
}

/** OpenTelemetry's SeverityNumber INFO. */
const SEVERITY_INFO = 9;

/**
 * User actions: a span for each action that caused something, from the event's timestamp to its last effect, and an event for
 * every click. Listens on the window, before the page's handlers, and does not affect them.
 */
export const userActions = (): Instrumentation => ({
  name: 'user-action',
  setup({ tracer, logger, clock, page, actions, guard, debug, urlTemplate, onPageEnd }) {
    let latest: Acting | undefined;
    let lastClick: Event | undefined;

    const attributesOf = (target: Element) => ({
      [names.ELEMENT_SELECTOR]: describeElement(target, urlTemplate),
      [names.ELEMENT_TAG_NAME]: tagOf(target),
      [names.ELEMENT_NAME]: attributeOf(target, NAME_ATTRIBUTE) ?? undefined,
    });

    const frustration = createFrustration(createPageAnswers(), clock);
    const judge = guard((event: MouseEvent, path: readonly EventTarget[]) => {
      const clicked = readClick(event, path);
      return clicked && { ...clicked, ...frustration.click(event.timeStamp, clicked) };
    });
    const waiting = new Set<(isDead: boolean) => void>();
    /** Prepares the report of a click, which waits until its action's span and the click's marks are known. */
    const prepareReport = (
      event: MouseEvent,
      path: readonly EventTarget[],
      elementAttributes: Attributes,
    ) => {
      const judged = judge(event, path);
      const timestamp = clock.toEpoch(event.timeStamp);
      // The click is reported later, but belongs to the current page view.
      const attributes = {
        ...pageAttributes(page.current()),
        ...elementAttributes,
      };
      return (context: Context, hasFailed: boolean) => {
        const report = (isDead: boolean) => {
          if (!waiting.delete(report)) return;
          logger.emit({
            eventName: names.EVENT_CLICK,
            severityNumber: SEVERITY_INFO,
            timestamp,
            attributes: {
              ...attributes,
              [names.ACTION_RAGE]: (judged?.isRage && judged.isSeen()) || undefined,
              [names.ACTION_DEAD]: isDead || undefined,
              [names.ACTION_ERROR]: hasFailed || undefined,
            },
            context,
          });
        };
        waiting.add(report);
        // A click with an effect is not dead.
        if (judged && context === ROOT_CONTEXT) judged.whenKnown(report);
        else report(false);
      };
    };

    const onEvent = guard((event: Event) => {
      // Dispatched by a script, not caused by a person.
      if (!event.isTrusted) return;
      if (event.type === 'pointerdown') return frustration.press();
      const rank = TYPES.indexOf(event.type);
      if (rank < 2) return actions.distract();
      // Within a shadow tree the event's target is the host.
      const path = event.composedPath();
      const element = actionTarget(path);
      if (!element) return;
      const entered = actions.isEntered() ? latest : undefined;
      // The browser derives a click on the control from a click on its label. A person presses one thing at a time.
      if (event.type === 'click') {
        if (entered?.clicks[0] && lastClick && isDerivedClick(event, lastClick)) return;
        lastClick = event;
      }
      // A key that clicks a button that submits a form is one action, named after its last event. A person's next action may
      // come before that has ended, but is no later event of the chain; clicks by keys have no count (`detail`).
      const isChained =
        event.type === 'change' || (entered && rank > entered.rank && !(event as UIEvent).detail);
      const chain = isChained ? entered : undefined;
      const clicks = chain?.clicks ?? [];
      const attributes = attributesOf(element);
      if (event.type === 'click') clicks.push(prepareReport(event as MouseEvent, path, attributes));
      const spanAttributes = { ...attributes, [names.ACTION_TYPE]: event.type };
      if (chain) {
        if (rank > chain.rank) {
          chain.rank = rank;
          chain.span.updateName(event.type).setAttributes(spanAttributes);
        }
        return;
      }
      const span = tracer.startSpan(event.type, {
        root: true,
        startTime: clock.toEpoch(event.timeStamp),
        attributes: spanAttributes,
      });
      const own = trace.setSpan(ROOT_CONTEXT, span);
      latest = { span, rank, clicks };
      // Observers cannot see an open action otherwise until its span ends.
      const report = (isOpen: boolean) =>
        debug(() => ({
          text: `action ${event.type}`,
          detail: { about: 'action', ...span.spanContext(), attributes: spanAttributes, isOpen },
        }));
      report(true);
      if (!actions.isBusy()) timers.begin();
      actions.open(
        own,
        (lastAt, errorType) => {
          for (const report of clicks) report(lastAt === undefined ? ROOT_CONTEXT : own, !!errorType);
          // Tail samplers that keep errors then also keep the trace that the error refers to.
          if (errorType)
            span.setStatus({ code: SpanStatusCode.ERROR }).setAttribute(names.ERROR_TYPE, errorType);
          // Spans that are never ended are never sent: an action without an effect has no span.
          if (lastAt !== undefined) span.end(clock.toEpoch(Math.max(lastAt, event.timeStamp)));
          report(false);
        },
        event.timeStamp,
      );
    });

    const timers = followTimers(
      {
        isBusy: actions.isBusy,
        owner: () => inherited(actions.cause()),
        enter: actions.enter,
      },
      clock.pageNow,
    );
    const end = () => {
      actions.closeAll();
      for (const report of waiting) report(false);
    };
    const stops = [
      end,
      frustration.stop,
      timers.stop,
      onMessageSent(guard(actions.sentTo)),
      ...TYPES.map((type) => listenToPage(type, onEvent, true)),
    ];
    onPageEnd(end);
    return () => {
      for (const stop of stops) stop();
    };
  },
});
