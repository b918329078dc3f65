import { resolveUrl } from '../../browser/location.js';
import { payloadSize } from '../../browser/payload-size.js';
import type { Instrumentation } from '../../instrumentation.js';
import * as names from '../../semconv.js';
import { onBeacon } from './patch-beacon.js';

/** OpenTelemetry's SeverityNumber INFO and WARN. */
const SEVERITY_INFO = 9;
const SEVERITY_WARN = 13;

/**
 * The app's own beacons: an event for each, with its size, and whether the browser accepted it. No span, since the page never
 * learns the outcome. Not a default.
 * @example initRum({ …, instrumentations: (ours) => [...ours, beacons()] })
 */
export const beacons = (): Instrumentation => ({
  name: 'beacons',
  setup({ logger, guard, isIgnoredUrl, urlTemplate }) {
    return onBeacon(
      guard((target: unknown, data: unknown, isAccepted: boolean) => {
        // Other objects are converted to text by the browser; converting them twice could have side effects.
        const url =
          typeof target === 'string' || target instanceof URL ? resolveUrl(String(target)) : undefined;
        if (url && isIgnoredUrl(url.href)) return;
        logger.emit({
          eventName: names.EVENT_BEACON,
          severityNumber: isAccepted ? SEVERITY_INFO : SEVERITY_WARN,
          attributes: {
            ...(url && {
              [names.URL_FULL]: url.href,
              [names.URL_TEMPLATE]: urlTemplate(url.pathname),
              [names.SERVER_ADDRESS]: url.hostname,
            }),
            [names.HTTP_REQUEST_BODY_SIZE]: data === undefined || data === null ? 0 : payloadSize(data),
            [names.BEACON_ACCEPTED]: isAccepted,
          },
        });
      }),
    );
  },
});
