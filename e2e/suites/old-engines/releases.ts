/** What a release of Chromium cannot give. All else has to arrive. */
export interface Release {
  /** The Web Vitals that arrive: web-vitals needs `Array.prototype.at` (92) for most, `interactionId` (96) for INP. */
  vitals: readonly string[];
  /** Whether it has long animation frames (123). */
  hasLongFrames: boolean;
  /**
   * What it logs when the page ends, if its requests cannot outlive the page: what waits then may be lost. That release
   * is not supported.
   */
  complaint?: string;
}

/** The releases that packages of npm carry, by their major version: `chromium-80` in package.json. */
export const releases: Readonly<Record<number, Release>> = {
  80: {
    vitals: ['ttfb'],
    hasLongFrames: false,
    // https://crbug.com/835821: since 81 a keepalive request may have a preflight.
    complaint: 'error: Preflight request for request with keepalive specified is currently not supported',
  },
  83: { vitals: ['cls', 'ttfb'], hasLongFrames: false },
  86: { vitals: ['cls', 'ttfb'], hasLongFrames: false },
  92: { vitals: ['cls', 'fcp', 'lcp', 'ttfb'], hasLongFrames: false },
  103: { vitals: ['cls', 'fcp', 'inp', 'lcp', 'ttfb'], hasLongFrames: false },
  110: { vitals: ['cls', 'fcp', 'inp', 'lcp', 'ttfb'], hasLongFrames: false },
  121: { vitals: ['cls', 'fcp', 'inp', 'lcp', 'ttfb'], hasLongFrames: false },
  127: { vitals: ['cls', 'fcp', 'inp', 'lcp', 'ttfb'], hasLongFrames: true },
};
