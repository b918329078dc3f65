// @ts-check

/**
 * Members that never leave a build: no app, instrumentation, other copy of otel-rum, browser, store or collector knows
 * them. The minifier shortens them like `_name`; own-names.test.mjs refuses a name that somebody else has too.
 */
export const OWN_NAMES = [
  // Requests and their resource timing.
  ...['errorType', 'isAborted', 'headersAt', 'settle', 'settleAll', 'traced'],
  ...['hasFailed', 'wasBlocked', 'countOf', 'onCspViolation'],
  // The page's load.
  ...['metaTraceparent', 'serverTraceparents', 'earlyHints', 'firstByte'],
  ...['isFetched'],
  // Session, user actions, resource.
  ...['activeMillis', 'previousId', 'isMobile', 'clicks'],
  ...['isRage', 'isIdle', 'whenKnown'],
  ...['provenAt', 'ranAt', 'isExact', 'isOfView', 'dueAt', 'delayMillis', 'repeats'],
  // Consent, start, requests, logs and metrics.
  ...['hasUnseen', 'isByXhr'],
  ...['isRedirected', 'inARow'],
  // Pipelines.
  ...['onSpanStart', 'onSpanEnd', 'onLog', 'onMeasure', 'enrich', 'redact'],
  ...['isSeen', 'setAll'],
  // Delivery.
  ...['isItem'],
  ...['requested', 'worked', 'resent', 'forget', 'whenSettled', 'onEmit'],
  ...['exported', 'collect', 'collectOwnMetrics', 'whenAnswered'],
  ...[
    'outcome',
    'isAnswerLost',
    'afterMillis',
    'waitMillis',
    'remainingMillis',
    'expire',
    'spend',
    'takeBackInFlight',
  ],
  ...['putBack', 'takeImportant', 'peekImportant', 'maxBytes', 'maxRecords', 'keepaliveRoom', 'sendStored'],
  ...['sendAtPageEnd', 'flushAtPageEnd', 'collectMetrics', 'openStore', 'ownUrls', 'isPaused', 'pauseAll'],
  ...['onDue', 'takeWorkMillis', 'whenAllowed', 'envelopeBytes', 'batchBytes', 'batchOf', 'onSend'],
];
