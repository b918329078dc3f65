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

/** Events that a person causes, in rising order of what they say: a click that submits a form is a submit; a press alone is nothing yet. */
const TYPES = ['wheel', 'touchmove', 'pointerdown', 'keydown', 'change', 'click', 'submit', 'drop'];
/** The action that the latest event opened. */
interface Acting {
  readonly span: Span;
  /** Its place in `TYPES`. */
  rank: number;
  readonly clicks: ((context: Context, hasFailed: boolean) => void)[];
}

/** OpenTelemetry's SeverityNumber INFO. */
const SEVERITY_INFO = 9;

/**
 * A span for each action of a person that caused something, from the event's timestamp to the last thing it caused;
 * an event for every click. Listens on the window, before the page's handlers, and changes nothing for them.
 */
export const userActions = (): Instrumentation => ({
  name: 'user-action',
  setup({ tracer, logger, clock, page, actions, guard, urlTemplate, onPageEnd }) {
    let latest: Acting | undefined;
    let lastClick: Event | undefined;

    const attributesOf = (target: Element) => ({
      [names.ELEMENT_SELECTOR]: describeElement(target, urlTemplate),
      [names.ELEMENT_TAG_NAME]: tagOf(target),
      [names.ELEMENT_NAME]: attributeOf(target, NAME_ATTRIBUTE) ?? undefined,
    });

    const frustration = createFrustration(createPageAnswers());
    const judge = guard((event: MouseEvent, path: readonly EventTarget[]) => {
      const clicked = readClick(event, path);
      return clicked && { ...clicked, ...frustration.click(event.timeStamp, clicked) };
    });
    const waiting = new Set<(isDead: boolean) => void>();
    /** A click is told when it is known whether its action has a span to point to, and what marks it has. */
    const readyToTell = (event: MouseEvent, path: readonly EventTarget[], elementAttributes: Attributes) => {
      const judged = judge(event, path);
      const timestamp = clock.toEpoch(event.timeStamp);
      // Told later, but it happened on the page as it is now.
      const attributes = {
        ...pageAttributes(page.current()),
        ...elementAttributes,
      };
      return (context: Context, hasFailed: boolean) => {
        const tell = (isDead: boolean) => {
          if (!waiting.delete(tell)) return;
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
        waiting.add(tell);
        // What caused something is not dead.
        if (judged && context === ROOT_CONTEXT) judged.whenKnown(tell);
        else tell(false);
      };
    };

    const onEvent = guard((event: Event) => {
      // What a script dispatches is no person's doing.
      if (!event.isTrusted) return;
      if (event.type === 'pointerdown') return frustration.press();
      const rank = TYPES.indexOf(event.type);
      if (rank < 2) return actions.distract();
      // Inside a shadow tree the event's target is its host.
      const path = event.composedPath();
      const element = actionTarget(path);
      if (!element) return;
      const entered = actions.isEntered() ? latest : undefined;
      // The browser makes a click of its own out of one on a label. A person presses one thing at a time.
      if (event.type === 'click') {
        if (entered?.clicks[0] && lastClick && isDerivedClick(event, lastClick)) return;
        lastClick = event;
      }
      // A key that clicks a button that submits a form: one action, named after what it came to. What a person does next may
      // come before that is over, but neither is it a later link of that chain, nor has a key's click a count (`detail`).
      const isChained =
        event.type === 'change' || (entered && rank > entered.rank && !(event as UIEvent).detail);
      const chain = isChained ? entered : undefined;
      const clicks = chain?.clicks ?? [];
      const attributes = attributesOf(element);
      if (event.type === 'click') clicks.push(readyToTell(event as MouseEvent, path, attributes));
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
      if (!actions.isBusy()) timers.begin();
      actions.open(
        own,
        (lastAt, errorType) => {
          for (const tell of clicks) tell(lastAt === undefined ? ROOT_CONTEXT : own, !!errorType);
          // A sampler that keeps errors keeps the trace that the error names.
          if (errorType)
            span.setStatus({ code: SpanStatusCode.ERROR }).setAttribute(names.ERROR_TYPE, errorType);
          // A span that is never ended is never sent: an action that caused nothing leaves no trace.
          if (lastAt !== undefined) span.end(clock.toEpoch(Math.max(lastAt, event.timeStamp)));
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
    const stops = [
      frustration.stop,
      timers.stop,
      onMessageSent(guard(actions.sentTo)),
      ...TYPES.map((type) => listenToPage(type, onEvent, true)),
    ];
    const end = () => {
      actions.closeAll();
      for (const tell of waiting) tell(false);
    };
    onPageEnd(end);
    return () => {
      end();
      for (const stop of stops) stop();
    };
  },
});
