import type { Attributes } from '@opentelemetry/api';
import { readUserAgent } from '../browser/user-agent.js';
import * as names from '../semconv.js';

/** Version of this package, inserted by the build. */
declare const __VERSION__: string;

export const VERSION: string = __VERSION__;

/** Options that describe the app. */
export interface AppDescription {
  readonly serviceName: string;
  readonly serviceVersion?: string;
  readonly environment?: string;
  readonly resourceAttributes: Attributes;
}

export interface Resources {
  /** For spans and log records. */
  readonly full: Attributes;
  /** For metrics: low cardinality, since each set of resource attributes creates separate series. */
  readonly metrics: Attributes;
}

/** Creates the attributes of the app, its deployment, the SDK and the browser, without empty values. */
export function createResources(options: AppDescription): Resources {
  const agent = readUserAgent();
  const shared = {
    [names.SERVICE_NAME]: options.serviceName,
    [names.SERVICE_VERSION]: options.serviceVersion,
    [names.DEPLOYMENT_ENVIRONMENT_NAME]: options.environment,
    // The name `opentelemetry` is reserved for the official SDKs: https://opentelemetry.io/docs/specs/semconv/resource/#telemetry-sdk
    [names.TELEMETRY_SDK_NAME]: 'otel-rum',
    [names.TELEMETRY_SDK_LANGUAGE]: 'webjs',
    [names.TELEMETRY_SDK_VERSION]: VERSION,
    [names.TELEMETRY_DISTRO_NAME]: 'otel-rum',
    [names.TELEMETRY_DISTRO_VERSION]: VERSION,
    [names.BROWSER_MOBILE]: agent.isMobile,
  };
  return {
    full: compact({
      ...shared,
      [names.BROWSER_BRANDS]: agent.brands,
      [names.BROWSER_PLATFORM]: agent.platform,
      [names.BROWSER_LANGUAGE]: agent.language,
      [names.USER_AGENT_ORIGINAL]: agent.original,
      ...options.resourceAttributes,
    }),
    metrics: compact({ ...shared, [names.USER_AGENT_NAME]: agent.family, ...options.resourceAttributes }),
  };
}

/** Removes values that are empty or invalid (null, a function). */
function compact(attributes: Attributes): Attributes {
  return Object.fromEntries(
    Object.entries(attributes).filter(
      ([, value]) =>
        /^(?:number|boolean)$/.test(typeof value) || (value as string | unknown[] | null)?.length,
    ),
  );
}
