interface UserAgentData {
  readonly brands: readonly { brand: string; version: string }[];
  readonly mobile: boolean;
  readonly platform: string;
}

/** What the browser reports about itself. */
export interface UserAgent {
  readonly original: string;
  readonly language: string;
  /** `Chromium 156`; empty if the browser has no User-Agent Client Hints. */
  readonly brands: string[];
  readonly platform: string;
  readonly isMobile: boolean;
  /** `Chrome`, `Edge`, `Safari`, `Firefox`, …; low cardinality. */
  readonly family: string;
}

const FAMILIES: readonly [RegExp, string][] = [
  [/Edg/, 'Edge'],
  [/OPR\//, 'Opera'],
  [/SamsungBrowser/, 'Samsung Internet'],
  [/Firefox|FxiOS/, 'Firefox'],
  [/Chrom|CriOS/, 'Chrome'],
  [/Safari/, 'Safari'],
];

/** Reads the user agent synchronously; needs no permission and makes no request. */
export function readUserAgent(): UserAgent {
  const { userAgent, language } = navigator;
  const data = (navigator as { userAgentData?: UserAgentData }).userAgentData;
  return {
    original: userAgent,
    language,
    // Except the made-up brand ("Not=A?Brand"): https://wicg.github.io/ua-client-hints/#grease
    brands:
      data?.brands
        .filter(({ brand }) => !/not.a.?brand/i.test(brand))
        .map(({ brand, version }) => `${brand} ${version}`) ?? [],
    platform: data?.platform ?? '',
    isMobile: data?.mobile ?? /Mobi/.test(userAgent),
    family: FAMILIES.find(([pattern]) => pattern.test(userAgent))?.[1] ?? 'other',
  };
}
